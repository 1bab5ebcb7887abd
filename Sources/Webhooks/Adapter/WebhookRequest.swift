/// A request that says it comes from a provider, as it came: nothing of it is believed yet.
package struct WebhookRequest: Sendable {
    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// In the order of the request.
    package let headers: [Header]
    /// To the byte: signatures are over these.
    package let body: [UInt8]

    package init(headers: [Header], body: [UInt8]) {
        self.headers = headers
        self.body = body
    }

    /// The value of the only header of this name, of which case says nothing (RFC 9110 section 5.1). Nil where there is none, or more than
    /// one: which of two is meant, two readers may answer differently.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name.lowercased() == name.lowercased() }
        return values.count == 1 ? values.first?.value : nil
    }
}
