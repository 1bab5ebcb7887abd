/// How two domains stand to each other, by their names alone.
enum DomainRelation {
    /// Whether the name is the domain's or one below it; case says nothing.
    static func isAtOrBelow(_ name: String, _ domain: String) -> Bool {
        let (name, domain) = (name.lowercased(), domain.lowercased())
        return name == domain || name.hasSuffix("." + domain)
    }
}
