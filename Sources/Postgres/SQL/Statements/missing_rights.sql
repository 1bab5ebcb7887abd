-- Who may do what, and what of it is not granted: nothing in a database that is in order, all in one that was restored without its
-- rights (`pg_dump -x`). Each row comes with the statement that mends it. Asks the catalogs alone, which everybody may read.
--
-- A producer has the contract's functions and no table; the worker functions, the issues' content and which domains are parked; the web
-- endpoint what the holder of a token may do, and those who read reports that one thing. Operators read everything but the secrets, and the tokens that would let them act as a
-- reader. Functions are everybody's until told otherwise.
with wanted (role, privilege, owner, names) as (values
    ('facteur_producer', 'execute', '', 'attach cancel create_newsletter enqueue enqueue_many events_since message_state subscribe unsubscribe
        unsubscribe_by_token'),
    ('facteur_worker', 'select', '', 'list newsletter parked_domain schema_migration'),
    -- For the gauges: no address, no word of a message.
    ('facteur_worker', 'select', 'pause', 'name reason scope'),
    ('facteur_worker', 'select', 'ready', 'due_at family kind lane newsletter'),
    ('facteur_worker', 'select', 'suppression', 'confirmed_at'),
    ('facteur_worker', 'select', 'worker', 'heartbeat_at'),
    -- Sums, and what the operator's page asks besides.
    ('facteur_worker', 'select', '', 'flow_rollup issue_sample latency_rollup queue_sample'),
    ('facteur_worker', 'execute', '', 'failures_lately issue_state issue_subject outages pauses reports_lately sample_queue
        store_rollup workers'),
    ('facteur_worker', 'execute', '', 'claim depths expand_issues heartbeat hold_back lease_statuses limited_lately promote_due publish_installation
         publish_kinds publish_limits recent_reports release_dead_workers release_epoch release_strays report_relays reserve_quota return_quota settle take_over_leases tidy
         tidy_audit tidy_limits'),
    ('facteur_worker', 'execute', '', 'attachment_piece attachments_to_send publish_attachment_limit publish_kept_attachments
        tidy_attachments'),
    ('facteur_worker', 'execute', '', 'publish_openings publish_time_zone tagged_content wanted_openings'),
    ('facteur_worker', 'execute', '', 'leave_webhooks number_events settle_events take_events tidy_events'),
    ('facteur_web', 'select', '', 'schema_migration'),
    ('facteur_web', 'execute', '', 'confirm_by_token find_subscription leave_by_token resubscribe_by_token take_report
        unsubscribe_by_token'),
    -- The page of preferences.
    ('facteur_web', 'execute', '', 'change_preference preferences_by_token'),
    ('facteur_web', 'execute', '', 'find_image public_issues public_list published_issue'),
    ('facteur_bounce', 'select', '', 'schema_migration'),
    ('facteur_bounce', 'execute', '', 'take_report'),
    ('facteur_operator', 'select', '', 'audit delivery domain_family ended in_doubt installation kind lease list message newsletter
        newsletter_progress pace parked_domain pause ready relay_outage relay_quota report scheduled schema_migration suppression worker'),
    ('facteur_operator', 'select', '', 'event opening webhook'),
    ('facteur_operator', 'select', '', 'list_field'),
    ('facteur_operator', 'select', '', 'flow_rollup issue_sample latency_rollup queue_sample recent_failure'),
    ('facteur_operator', 'select', 'subscription', 'address consented_at email fields id list locale name provider source status
        subscribed_at unsubscribed_at'),
    ('facteur_operator', 'select', 'subscription', 'last_issue_at pace paused_until'),
    ('facteur_operator', 'execute', '', 'cancel cancel_newsletter change_messages check_subscribers create_newsletter ending_counts enqueue
        enqueue_many erase_person export_person find_dedup_key import_subscribers message_state newsletter_ledger pause record_change
        release_all_held release_held resolve resume retry set_list subscribe suppress test_newsletter unsubscribe
        unsubscribe_by_token unsuppress unsuppress_all waiting_counts'),
    ('facteur_operator', 'select', '', 'attachment message_attachment'),
    ('facteur_operator', 'execute', '', 'attach'),
    ('facteur_operator', 'execute', '', 'edit_newsletter newsletter_audience reschedule_newsletter test_content'),
    ('facteur_operator', 'select', '', 'image'),
    ('facteur_operator', 'execute', '', 'add_image'),
    -- What its questions call.
    ('facteur_operator', 'execute', '', 'ascii_domain canonical_address canonical_domain family first_id held_until is_in_force is_meant
         issue_state issue_subject lowercase made_at microseconds
        punycode punycode_bias punycode_digit quota_end quota_opens suppression_end')
), schema as (
    select n.oid, n.nspowner, n.nspacl from pg_namespace n where n.nspname = 'facteur'
), right_wanted as (
    select distinct w.role, 'usage' as privilege, '' as owner, 'schema facteur' as object from wanted w
    union all
    select w.role, w.privilege, w.owner, n from wanted w, regexp_split_to_table(w.names, '[[:space:]]+') n
), granted as (
    select a.grantee, 'usage' as privilege, '' as owner, 'schema facteur' as object, 'schema facteur' as target
        from schema s left join aclexplode(coalesce(s.nspacl, acldefault('n', s.nspowner))) a on a.privilege_type = 'USAGE'
    union all
    select a.grantee, 'execute', '', p.proname,
            format('function facteur.%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid))
        from schema s join pg_proc p on p.pronamespace = s.oid
        left join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a on a.privilege_type = 'EXECUTE'
    union all
    select a.grantee, 'select', '', c.relname, format('table facteur.%I', c.relname)
        from schema s join pg_class c on c.relnamespace = s.oid and c.relkind in ('r', 'p')
        left join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a on a.privilege_type = 'SELECT'
    union all
    select a.grantee, 'select', c.relname, t.attname, format('table facteur.%I', c.relname)
        from schema s join pg_class c on c.relnamespace = s.oid and c.relkind in ('r', 'p')
        join pg_attribute t on t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped
        left join aclexplode(t.attacl) a on a.privilege_type = 'SELECT'
)
select w.role, w.privilege, trim(leading '.' from w.owner || '.' || w.object) as object,
    format('grant %s on %s to %I',
        case when w.owner = '' then w.privilege else format('%s (%I)', w.privilege, w.object) end, g.target, w.role) as mend
from right_wanted w
join (select distinct privilege, owner, object, target from granted) g using (privilege, owner, object)
left join pg_roles r on r.rolname = w.role
where not exists (
    select from granted h where h.grantee = r.oid and h.privilege = w.privilege and h.target = g.target
        and h.owner = w.owner and h.object = w.object)
union all
select 'public', g.privilege, g.object, format('revoke %s on %s from public', g.privilege, g.target)
from granted g where g.grantee = 0 and g.owner = ''
order by role, privilege, object
