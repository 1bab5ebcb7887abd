/// How the server is started.
enum Launch {
    /// Arguments: folder, binaries, port, socket folder (or empty), `temporary` (or empty) to delete the folder at the end,
    /// then the command that drops from root to the server's user (or nothing).
    static let script = """
        folder=$1 binaries=$2 port=$3 sockets=$4 temporary=$5
        shift 5
        data=$folder/data
        if [ ! -f "$data/PG_VERSION" ]; then
            "$@" "$binaries/initdb" --pgdata="$data" --username=postgres --pwfile="$folder/password" \\
                --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync || exit 1
        fi
        guarded "$folder/server.pid" "$@" "$binaries/postgres" -D "$data" -p "$port" -h 127.0.0.1 -k "$sockets"
        [ -z "$temporary" ] || rm -rf "$folder"
        """

    /// The command that drops from root to `postgres`, which the server insists on; nothing for an ordinary user.
    static let dropRoot = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]

    /// The newest installation in Debian's layout, or one in the usual places; nil when there is none.
    static func binaries() -> String? {
        let versions = FileSystem.entries(of: "/usr/lib/postgresql").compactMap { Int($0) }.sorted(by: >)
        let folders = versions.map { "/usr/lib/postgresql/\($0)/bin" } + ["/usr/local/pgsql/bin", "/usr/local/bin"]
        return folders.first {
            FileSystem.isExecutable($0 + "/initdb") && FileSystem.isExecutable($0 + "/postgres")
        }
    }
}
