import Mail

/// What is taken for an address is one on the wire, and is read again as the same.
func checkAddress(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    require(isOneLine(EmailAddress.mask(text)), "a masked address is one line")
    if let address = try? EmailAddress(text) { check(address) }
    if let mailbox = try? Mailbox(parsing: text) {
        check(mailbox.address)
        require(!mailbox.address.needsSMTPUTF8, "an address of our own is of ASCII")
        require(mailbox.name.map(isOneLine) ?? true, "a name is one line")
    }
    if let path = try? ReturnPath(template: text) {
        let sender = path.sender(of: MessageID(high: .max, low: 1))
        require((try? EmailAddress(sender))?.text == sender, "a return path is an address")
    }
    if let link = WebLink(text) {
        require(link.text == text && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "a link is as it was")
        require(text.lowercased().hasPrefix("http"), "a link leads to the web")
    }
}

private func check(_ address: EmailAddress) {
    let text = address.text
    require(text.utf8.allSatisfy { (0x21...0x7E).contains($0) || $0 >= 0x80 }, "an address holds no control character")
    require(address.needsSMTPUTF8 == text.utf8.contains { $0 >= 0x80 }, "letters beyond ASCII need SMTPUTF8")
    require(isOneLine(text) && isOneLine(address.readable), "an address is one line")
    require((try? EmailAddress(address.readable)) == address, "an address is read again as people read it")
    require((try? EmailAddress(address.canonical))?.canonical == address.canonical, "one form is compared")
    require(!text.utf8.contains { "<>()[],;:\\\" ".utf8.contains($0) }, "an address needs no quotes")
    require(text.utf8.count(where: { $0 == UInt8(ascii: "@") }) == 1, "an address has one @")
    require(text.utf8.count <= 254 && address.localPart.utf8.count <= 64, "an address fits a path")
    let labels = address.domain.ascii.split(separator: ".", omittingEmptySubsequences: false)
    require(labels.count > 1 && labels.allSatisfy { (1...63).contains($0.utf8.count) }, "a domain has labels")
    require(!address.domain.ascii.utf8.contains { (0x41...0x5A).contains($0) }, "a domain is in lower case")
    require((try? EmailAddress(text)) == address, "an address is read again as the same")
}
