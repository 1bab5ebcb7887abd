import Logging

/// Every event that Facteur logs. One event is one line; `event` is a key of each.
///
/// What an event carries, `Event.fields` says. A delivery's events carry `message`, `kind`, `lane`, `attempt`, `recipient` (masked unless the settings say otherwise),
/// `relay`, `code`, `enhanced`, `reply`, and where the time went: `queued_ms`, `render_ms`, `connect_ms`, `smtp_ms`. Keys
/// without a value are left out. Whoever reads these lines may rely on them: they are contract.
///
/// This list is the only one: docs/operations.md shows it (`make docs`).
package enum Event: String, Sendable, CaseIterable {
    // What became of an attempt; Outcome says which of these it is.
    case sent
    case deferred
    case failed
    case expired, superseded, suppressed, cancelled
    case inDoubt = "in_doubt"
    case held
    case limited
    case late

    // What comes back, by mail or from a provider.
    case bounced, complained
    case report
    case reportRefused = "report_refused"
    case mailboxLost = "mailbox_lost"
    case mailboxBack = "mailbox_back"

    // Who is told what became of messages.
    case webhookDown = "webhook_down"
    case webhookUp = "webhook_up"
    case webhookSkipped = "webhook_skipped"

    // The relay, the recipients' domains, the readers.
    case relayDown = "relay_down"
    case relayUp = "relay_up"
    case quotaSpent = "quota_spent"
    case domainParked = "domain_parked"
    case domainBack = "domain_back"
    case alarm
    case throttled
    case unknownReply = "unknown_reply"

    // What the process needs: database, journal, templates, settings.
    case databaseLost = "database_lost"
    case databaseBack = "database_back"
    case journalBack = "journal_back"
    case statementFailed = "statement_failed"
    case templateFault = "template_fault"
    case setting

    // What there was, once a minute.
    case summary

    // The process itself.
    case listening, ready, stopping, stopped

    /// What the documentation says of it, and the level at which it is logged.
    package var definition: Definition {
        switch self {
        case .sent:
            Definition(
                .info,
                meaning:
                    "the relay took the message, which is not yet the reader's mailbox, and the outbox has stored that")
        case .deferred:
            Definition(
                .notice,
                meaning: "goes again at `next_attempt`; `reply` says why. Where the fault was the relay's or the whole "
                    + "domain's, `show` and `tail` add \"attempt not counted\"",
                advice: "many of one provider: it is slowing the sender down; send less")
        case .failed:
            Definition(
                .warning, meaning: "refused for good, or deferred for too long: will never be sent; `reply` says why",
                advice:
                    "one: a wrong address. Many: read the replies, they are about you. `facteur retry` once the reason is gone; where "
                    + "a secret parameter was deleted with the end, the application enqueues anew")
        case .expired:
            Definition(
                .info, meaning: "could not be sent before its link would have died",
                advice: "the application may enqueue a new one. Many: mail was late, look for `relay_down` before")
        case .superseded: Definition(.info, meaning: "a newer message with the same key replaced it")
        case .suppressed:
            Definition(
                .info, meaning: "the address is known to be dead, or the reader unsubscribed",
                advice: "`facteur unsuppress ADDRESS` for the next ones")
        case .cancelled: Definition(.info, meaning: "taken back by the application or a person")
        case .inDoubt:
            Definition(
                .warning,
                meaning: "nobody can know whether the relay took it; with `next_attempt` it goes again by itself, once",
                advice: "without `next_attempt`: `facteur resolve`")
        case .held:
            Definition(
                .notice,
                meaning:
                    "`delivery.mode` is `hold`, and `delivery.allow` does not name the recipient: nothing left, no attempt counts",
                advice: "see [Staging](#staging); `facteur release` hands it back to the workers")
        case .limited:
            Definition(
                .notice,
                meaning:
                    "enqueued beyond its kind's limit for one recipient, and dropped: once a minute, how many of each kind",
                advice: "many: somebody fills mailboxes through an application's form; look there")
        case .late:
            Definition(
                .warning,
                meaning: "an outcome (`outcome`) came after another worker had taken the message over",
                advice: "rare: nothing. Often: the database or the machine is too slow")
        case .bounced:
            Definition(
                .notice,
                meaning:
                    "a report says that a message which the relay took did not arrive; `reporter` and `reply` say who refused it and "
                    + "why",
                advice: "many of one provider: read the replies, they are about you")
        case .complained:
            Definition(
                .notice, meaning: "its reader called it spam, and gets no more newsletters",
                advice: "many of one issue: it is paused; ask whether its readers had asked for it")
        case .report:
            Definition(
                .info,
                meaning:
                    "a report that changes nothing of a message (`report` says of which kind it is), one that ends a doubt whether the "
                    + "relay had taken it (`sent`), one that was taken in before, one of nothing of ours, or a mail that ends a "
                    + "subscription; `effect` says which")
        case .reportRefused:
            Definition(
                .warning,
                meaning: "what came back is not looked at: it is too large, too deep, or its signature is wrong",
                advice: "one: spam. Many from one provider: look at its secret")
        case .webhookDown:
            Definition(
                .warning,
                meaning:
                    "`endpoint` of `events.webhooks` does not take events, as `reason` says, told once; they wait for it",
                advice:
                    "look there, or ask who runs it; `facteur status` says how many wait. It is asked again at least once an hour"
            )
        case .webhookSkipped:
            Definition(
                .warning,
                meaning:
                    "`endpoint` refuses one event again and again and takes others: that one is passed over, as `reason` says",
                advice: "tell who runs it; `facteur.events_since` still has the event"
            )
        case .webhookUp: Definition(.notice, meaning: "`endpoint` takes events again")
        case .relayDown:
            Definition(
                .error,
                meaning:
                    "`relay` takes no mail, as `reason` says, told once; no attempt is used up. See [Relays](#relays)",
                advice:
                    "look at the relay; `facteur status` says since when it is down; Facteur opens up again by itself")
        case .relayUp: Definition(.notice, meaning: "`relay` takes mail again")
        case .domainParked:
            Definition(
                .warning, meaning: "all mail to `domain` rests `until` then; `reason` is the provider's reply",
                advice: "send it less at once; often: ask what it has against the sender")
        case .domainBack: Definition(.notice, meaning: "it takes mail again, or an operator ended its park")
        case .alarm:
            Definition(
                .warning, .error,
                meaning:
                    "time alone will not heal it: login, TLS, our account at the relay, a policy refusal, a provider "
                    + "that blocks the sender; `reason` says which, at most once a minute each. Or a journal that cannot be "
                    + "written: its file and why; nothing is claimed or sent, and no attempt counts. Or too many outcomes "
                    + "that are not stored: nothing more is sent until the database takes them. Or a key for signing (DKIM) whose file "
                    + "was replaced by a broken one: the key before it goes on signing",
                advice:
                    "level error: mail (all of it, or one domain's) is held back until you act. `facteur doctor`. The "
                    + "journal: free space, or mount the disk for writing; the worker goes on by itself")
        case .quotaSpent:
            Definition(
                .notice,
                meaning:
                    "a relay has had all that `smtp.relays.<name>.perDay` allows: mail of `lane` waits for it until `until`",
                advice: "if that is too late: another relay that serves the same, or a higher quota at the provider")
        case .throttled:
            Definition(
                .notice, meaning: "`client` asks `facteur web` too often; told once until it has been quiet",
                advice: "see [The public endpoint](#the-public-endpoint)")
        case .unknownReply:
            Definition(
                .notice,
                meaning:
                    "no row of the table of replies is made for what the relay says; the general rows decide. Once a day for the same "
                    + "words",
                advice: "send it in, so that the table learns it; a row of your own: `smtp.repliesFile`")
        case .mailboxLost:
            Definition(
                .error, meaning: "the mailbox or Maildir of reports cannot be read, and reports wait in it",
                advice:
                    "what the line says: bounce.imap, the login, the server, the folder; `facteur bounce --watch` goes on by itself"
            )
        case .mailboxBack: Definition(.notice, meaning: "the mailbox can be read again")
        case .databaseLost:
            Definition(
                .error, meaning: "the outbox does not answer, or its schema is not this program's",
                advice:
                    "what `reason` says: bring PostgreSQL back, or `facteur migrate`; the worker goes on by itself; what "
                    + "was sent meanwhile is in the journal and gets settled")
        case .databaseBack: Definition(.notice, meaning: "it answers again, after `away_ms` where a worker ran")
        case .journalBack:
            Definition(
                .notice,
                meaning: "the journal can be written again, after an `alarm` that named its file, and mail goes on")
        case .statementFailed:
            Definition(
                .error, meaning: "a statement failed though the database is there, as `reason` says",
                advice: "was `facteur migrate` run after the upgrade? Else report it")
        case .templateFault:
            Definition(
                .error,
                meaning:
                    "a message cannot be rendered, as `reason` says, told once a minute for each `kind`; it is kept "
                    + "until its kind's `giveUpAfter`",
                advice: "`facteur templates check`, correct the template and reload (see [Templates](#templates))")
        case .setting:
            Definition(
                .warning, .notice,
                meaning:
                    "at the start: a setting that will hurt, such as a secret that everybody can read. At a reload: "
                    + "each fault of the templates and of the table of replies, or that the new ones are used",
                advice: "as it says")
        case .summary:
            Definition(
                .info,
                meaning: "once a minute while there is something to sum up: attempts by outcome, what waits, "
                    + "and which relays are down. See [What is summed up](#what-is-summed-up)")
        case .listening: Definition(.info, meaning: "health and metrics are served on `port`")
        case .ready: Definition(.info, meaning: "the worker claims; `facteur web` answers on `port`")
        case .stopping: Definition(.info, meaning: "nothing new is claimed, connections finish")
        case .stopped:
            Definition(
                .info,
                meaning: "the end; `unsettled` outcomes could not be stored in time: the journal tells them to the "
                    + "next worker",
                advice: "with `unsettled`: keep the state directory")
        }
    }

    /// How much an event matters, what it tells, and what an operator does about it.
    package struct Definition: Sendable {
        /// The usual one first; an event that is more or less urgent at times has a second one.
        package let levels: [Logger.Level]
        /// Markdown, for docs/operations.md.
        package let meaning: String
        /// Markdown; empty where nothing need be done.
        package let advice: String

        init(_ levels: Logger.Level..., meaning: String, advice: String = "") {
            self.levels = levels
            self.meaning = meaning
            self.advice = advice
        }
    }
}
