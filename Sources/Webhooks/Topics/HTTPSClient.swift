/// Reads a page of a server that is named in advance: a certificate, or the address that confirms a subscription.
package protocol HTTPSClient: Sendable {
    /// The body of an answer with status 200. Of an address that is not https, of a redirection, and of a page of more than 64 KiB there is
    /// none.
    ///
    /// - Throws: `unavailable`, whatever the reason.
    func get(_ address: String) async throws(WebhookFault) -> [UInt8]
}
