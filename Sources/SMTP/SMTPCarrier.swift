import Mail
import Platform

/// Connections to one relay: libcurl opens them, Facteur speaks on them, one thread drives them all.
///
/// Messages wait here for a free connection, transactional ones first; how many to hand over is the pipeline's to decide.
package final class SMTPCarrier: Carrier {
    private let inbox: Inbox
    private let relay: String
    private let rule: DeliveryRule

    /// Starts the thread; no connection is opened before there is a message. Throws when the settings cannot work.
    package init(_ settings: RelaySettings, journal: any Journal, leases: any HandoverGuard) throws(RelayFault) {
        if let fault = settings.fault { throw fault }
        let inbox = try Inbox()
        self.inbox = inbox
        relay = settings.name
        rule = settings.rule
        // Tried here, where a fault can be told: an option that this libcurl lacks, a word that it refuses.
        try EasyHandle().configure(for: settings)
        do throws(DetachedThread.Refused) {
            try DetachedThread.start { EventLoop(settings, inbox: inbox, journal: journal, leases: leases).run() }
        } catch {
            throw RelayFault("no thread for the connections to the relay: \(error)")
        }
    }

    deinit { inbox.close(by: .now, nil) }

    package func send(_ message: Message) async -> Transmission {
        // Who composed the message has asked already; whatever it forgot stops here.
        guard rule.permits(envelopeTo: message.envelope.recipient) else {
            return Transmission(
                end: .broken(
                    .recipientWithheld, at: .mail, detail: "the recipient is not one that delivery.allow names"),
                relay: relay, connect: .zero, dialogue: .zero)
        }
        return await withCheckedContinuation { sender in
            let delivery = Submission(
                message: message, sender: sender, freshUntil: message.patience.map { .now + $0 })
            guard !inbox.submit(delivery) else { return }
            sender.resume(
                returning: Transmission(
                    end: .broken(.stopping, at: .connect, detail: "the carrier is closed"), relay: relay,
                    connect: .zero,
                    dialogue: .zero))
        }
    }

    package func probe(within patience: Duration) async -> Transmission.End {
        await withCheckedContinuation { asker in
            guard !inbox.submit(ProbeRequest(deadline: .now + patience, asker: asker)) else { return }
            asker.resume(returning: .broken(.stopping, at: .connect, detail: "the carrier is closed"))
        }
    }

    package func close() async {
        await withCheckedContinuation { inbox.close(by: nil, $0) }
    }

    /// Closes like `close()`, but waits for dialogues only so long. Then connections are cut: a message whose dot is not out ends
    /// as `.broken(.stopping)`, one whose dot is out as `.inDoubt(.stopping)`.
    package func close(within patience: Duration) async {
        await withCheckedContinuation { inbox.close(by: .now + patience, $0) }
    }
}
