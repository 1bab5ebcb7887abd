/// Recipients whom an operator allows, as a setting names them: one address, all addresses at a domain, or those below it as well.
package enum AllowedRecipients: Sendable, Hashable {
    /// In the one form in which addresses are compared.
    case address(canonical: String)
    /// `shop.example`: addresses at this domain, and at none below it.
    case domain(DomainName)
    /// `.shop.example`: addresses at this domain and at every one below it.
    case domainAndBelow(DomainName)

    /// Reads a setting's word; nil for what is none of these.
    package init?(_ text: String) {
        if text.utf8.contains(UInt8(ascii: "@")) {
            guard let address = try? EmailAddress(text) else { return nil }
            self = .address(canonical: address.canonical)
        } else if text.utf8.first == UInt8(ascii: ".") {
            guard let domain = try? DomainName(text.dropFirst()) else { return nil }
            self = .domainAndBelow(domain)
        } else {
            guard let domain = try? DomainName(text[...]) else { return nil }
            self = .domain(domain)
        }
    }

    package func includes(_ address: EmailAddress) -> Bool {
        switch self {
        case .address(let canonical): address.canonical == canonical
        case .domain(let domain): address.domain == domain
        case .domainAndBelow(let domain):
            address.domain == domain || address.domain.ascii.hasSuffix("." + domain.ascii)
        }
    }

    /// As a setting writes it.
    package var text: String {
        switch self {
        case .address(let canonical): canonical
        case .domain(let domain): domain.ascii
        case .domainAndBelow(let domain): "." + domain.ascii
        }
    }
}
