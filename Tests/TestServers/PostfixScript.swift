extension Postfix {
    /// Sets up and runs one Postfix in `folder`, and ends it with the process `parent` or with the file `folder/run`, whichever
    /// goes first; then removes the folder. Arguments: folder, parent, port, port of implicit TLS, host name, password,
    /// port of a policy service or empty, port of the server that takes `refused.test` or empty, mechanisms for a login.
    ///
    /// Debian's Postfix looks for the SASL settings beside its own; others where they are told.
    static let script = #"""
        set -e
        folder=$1 parent=$2 port=$3 tls_port=$4 name=$5 password=$6 policy=$7 next=$8 mechanisms=$9
        cd "$folder"
        chmod 711 .
        mkdir conf conf/sasl queue data mail tls
        chown postfix data
        chown nobody mail

        key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
        openssl req -x509 $key -keyout tls/ca.key -out tls/ca.pem -days 2 -subj '/CN=Throw-away authority'
        openssl req -x509 $key -keyout tls/other.key -out tls/other.pem -days 2 -subj '/CN=Another authority'
        openssl req $key -keyout tls/server.key -out tls/server.csr -subj '/CN=localhost'
        echo 'subjectAltName=DNS:localhost' >tls/names
        openssl x509 -req -in tls/server.csr -CA tls/ca.pem -CAkey tls/ca.key -CAcreateserial -days 2 \
            -extfile tls/names -out tls/server.crt
        cat tls/server.key tls/server.crt >tls/server.pem

        cat >conf/sasl/smtpd.conf <<END
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        sasldb_path: $folder/conf/sasl/users
        mech_list: $mechanisms
        END
        printf %s "$password" | saslpasswd2 -p -c -f conf/sasl/users -u "$name" facteur
        chown postfix conf/sasl/users

        transports=
        [ -z "$next" ] || transports="inline:{refused.test=smtp:[127.0.0.1]:$next}"
        cat >conf/main.cf <<END
        compatibility_level = 3.6
        queue_directory = $folder/queue
        data_directory = $folder/data
        daemon_directory = $(postconf -dh daemon_directory)
        mail_owner = postfix
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = $name
        mydestination =
        alias_maps =
        virtual_mailbox_domains = client.test bounce.boutique.example
        virtual_mailbox_base = $folder/mail
        virtual_mailbox_maps = regexp:{{/^(élodie|[a-z0-9-]+)@client\.test\$\$/ inbox/}, {/@bounce\.boutique\.example\$\$/ returns/}}
        virtual_uid_maps = static:$(id -u nobody)
        virtual_gid_maps = static:$(id -g nobody)
        virtual_minimum_uid = 1
        smtpd_tls_chain_files = $folder/tls/server.pem
        smtpd_tls_security_level = may
        smtpd_tls_auth_only = yes
        smtpd_sasl_auth_enable = yes
        cyrus_sasl_config_path = $folder/conf/sasl
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_recipient_restrictions = ${policy:+check_policy_service inet:127.0.0.1:$policy}
        transport_maps = $transports
        message_size_limit = 1000000
        maillog_file = $folder/log
        maillog_file_prefixes = $folder
        END
        cat >conf/master.cf <<END
        127.0.0.1:$port inet n - n - - smtpd
        127.0.0.1:$tls_port inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        smtp unix - - n - - smtp
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        END
        postfix -c "$folder/conf" start
        touch running
        set +e
        while kill -0 "$parent" 2>/dev/null && [ -e run ]; do sleep 0.1; done
        postfix -c "$folder/conf" stop
        cd /
        rm -rf "$folder"
        """#
}
