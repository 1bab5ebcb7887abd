/// Why a letter cannot become a mail: a fault of a setting, a template or the recipient's data. The message fails visibly.
package struct ComposeFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// One line: what and where. Holds no value of a parameter and no address.
    package let description: String

    package init(_ description: String) { self.description = description }

    /// An address, or the fault with the name of the place where it stood.
    static func address(_ text: some StringProtocol, of place: String) throws(ComposeFault) -> EmailAddress {
        do throws(AddressFault) {
            return try EmailAddress(text)
        } catch {
            throw ComposeFault("\(place) has no usable address: \(error)")
        }
    }
    /// The same for an address of our own, to which every server must be able to send.
    static func ownAddress(_ text: some StringProtocol, of place: String) throws(ComposeFault) -> EmailAddress {
        do throws(AddressFault) {
            return try EmailAddress(ascii: text)
        } catch {
            throw ComposeFault("\(place) has no usable address: \(error)")
        }
    }
}
