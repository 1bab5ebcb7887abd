/// What is known of a sender's mail before a provider judges it. Nil: cannot be seen from here.
package struct SenderStanding: Sendable, Hashable {
    /// The envelope's domain lets the address send.
    package var spfPasses: Bool?
    /// That domain is aligned with From.
    package var isSPFAligned: Bool
    /// A signature holds.
    package var dkimPasses: Bool?
    /// Its domain is aligned with From.
    package var isDKIMAligned: Bool?
    /// From's domain has a DMARC record.
    package var hasDMARC: Bool

    package init(
        spfPasses: Bool?, isSPFAligned: Bool, dkimPasses: Bool?, isDKIMAligned: Bool?, hasDMARC: Bool
    ) {
        self.spfPasses = spfPasses
        self.isSPFAligned = isSPFAligned
        self.dkimPasses = dkimPasses
        self.isDKIMAligned = isDKIMAligned
        self.hasDMARC = hasDMARC
    }

    var spfHoldsAligned: Bool? { isSPFAligned ? spfPasses : false }
    var dkimHoldsAligned: Bool? { Self.and(dkimPasses, isDKIMAligned) }
    var isAligned: Bool? { Self.or(spfHoldsAligned, dkimHoldsAligned) }

    /// True or false only where what is not known cannot change it.
    static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == false || right == false { return false }
        return left == true && right == true ? true : nil
    }

    static func or(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == true || right == true { return true }
        return left == false && right == false ? false : nil
    }
}
