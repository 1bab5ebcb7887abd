import Mail

/// What the settings of an installation say of newsletters and of the public pages. The schema keeps it, so that several workers
/// share one budget; of several that differ, the last to start is heard.
package struct Installation: Sendable, Hashable {
    /// Where readers reach `facteur web`; nil when nothing can be linked to.
    package var publicURL: String?
    /// So many messages of an issue are tried before the rest.
    package var canary: Int
    /// The percentage of refusals above which an issue is paused.
    package var pauseAbove: Int
    /// Bulk messages a minute: by provider (a family of recipients' domains), and for `all` of them together.
    package var pace: [String: Int]
    package var warmUp: WarmUp?
    /// How long an address stays suppressed after a server last said that it is dead; nil for ever.
    package var suppressionExpires: Duration?
    /// Bytes that the attachments of one message may have together, as producers attach them.
    package var attachmentLimit: Int
    /// By whose clock a reader is counted of whom no zone is known.
    package var zone: Zone

    /// What mail servers take everywhere, when base64 has made a third more of it.
    package static let standardAttachmentLimit = 10 * 1024 * 1024

    /// Half a year: by then a provider's mistake is forgiven, and a mailbox that is dead says so again, once.
    package static let standardSuppression: Duration = .seconds(180 * 86_400)

    /// A new sender begins small and grows daily (U12).
    package struct WarmUp: Sendable, Hashable {
        /// `2026-12-01`, in UTC.
        package var from: String
        /// Bulk messages on the first day.
        package var first: Int
        /// So many percent more on each further day.
        package var growth: Int

        package init(from: String, first: Int, growth: Int) {
            self.from = from
            self.first = first
            self.growth = growth
        }
    }

    package init(
        publicURL: String?, canary: Int, pauseAbove: Int, pace: [String: Int], warmUp: WarmUp?,
        suppressionExpires: Duration? = Installation.standardSuppression,
        attachmentLimit: Int = Installation.standardAttachmentLimit, zone: Zone = .paris
    ) {
        self.publicURL = publicURL
        self.canary = canary
        self.pauseAbove = pauseAbove
        self.pace = pace
        self.warmUp = warmUp
        self.suppressionExpires = suppressionExpires
        self.attachmentLimit = attachmentLimit
        self.zone = zone
    }

    /// As `facteur.publish_installation` takes it.
    var json: String {
        let pace = pace.sorted { $0.key < $1.key }.map { "\(JSONText.string($0.key)):\($0.value)" }.joined(
            separator: ",")
        var json = "{\"public_url\":\(JSONText.string(publicURL ?? "")),\"canary\":\(canary),"
        json += "\"pause_above\":\(Double(pauseAbove) / 100),\"pace\":{\(pace)}"
        if let suppressionExpires {
            json += ",\"suppression_expires\":\"\(suppressionExpires.wholeMicroseconds) microseconds\""
        }
        if let warmUp {
            json += ",\"warm_up_from\":\(JSONText.string(warmUp.from)),\"warm_up_first\":\(warmUp.first)"
            json += ",\"warm_up_growth\":\(1 + Double(warmUp.growth) / 100)"
        }
        return json + "}"
    }
}
