/// Whose topics they are: where its certificates lie, and where a subscription is confirmed. Every address is built from the topic that the
/// secret file names, never from a request.
struct TopicService: Sendable {
    /// The hosts of one topic.
    struct Hosts: Sendable, Hashable {
        /// Of the certificates that sign.
        let certificates: String
        /// At which subscriptions are confirmed.
        let confirmations: String
        /// The page with the certificates that issue those; nil where the host alone is what is believed.
        let issuers: String?
    }

    let hosts: @Sendable (_ topic: String) -> Hosts?

    /// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
    static let amazon = TopicService { topic in
        guard let name = TopicName(topic), name.partition.hasPrefix("aws") else { return nil }
        // China's regions are a cloud of their own.
        let domain = name.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
        let host = "sns.\(name.region).\(domain)"
        return Hosts(certificates: host, confirmations: host, issuers: nil)
    }

    /// https://www.scaleway.com/en/docs/topics-and-events/reference-content/veriying-webhooks/
    static let scaleway = TopicService { topic in
        guard let name = TopicName(topic), name.partition == "scw" else { return nil }
        let host = "messaging.s3.fr-par.scw.cloud"
        return Hosts(
            certificates: host, confirmations: "sns.mnq.\(name.region).scaleway.com",
            issuers: "https://\(host)/\(name.region)/sns/sns-trust-chain.pem")
    }
}

/// The ARN of a topic: `arn:aws:sns:eu-west-3:123456789012:reports`.
struct TopicName: Sendable, Hashable {
    let partition: String
    let region: String

    /// Nil for what is no topic.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 6, parts[0] == "arn", parts[2] == "sns", parts.allSatisfy({ !$0.isEmpty }),
            // It becomes a part of a host's name.
            parts[3].utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            })
        else { return nil }
        partition = String(parts[1])
        region = String(parts[3])
    }
}
