import Mail

@testable import DKIM

/// The canonical forms of whatever a mail holds are those that RFC 6376 section 3.4 spells out, and signing it adds whole fields and
/// changes none.
func checkCanonicalForms(_ input: [UInt8]) {
    let body = input.withUnsafeBufferPointer { bytes in
        var form: [UInt8] = []
        RelaxedBody.forEachPiece(of: bytes[...]) { form += $0 }
        return form
    }
    require(body == plainlyRelaxed(body: input), "a body's relaxed form is that of the rule")
    require(body == plainlyRelaxed(body: body), "a form that was relaxed stays as it is")

    var field: [UInt8] = []
    RelaxedHeader.append(input, to: &field)
    require(field == plainlyRelaxed(field: input), "a field's relaxed form is that of the rule")

    let layout = input.withUnsafeBufferPointer { MailLayout(of: $0) }
    var end = 0
    for range in layout.fields {
        require(range.lowerBound == end && !range.isEmpty, "fields follow each other without a gap")
        end = range.upperBound
    }
    require((end...input.count).contains(layout.bodyStart), "the body stands behind the fields")

    guard let domain = try? DomainName("boutique.example"), let selector = Selector("poste") else { return }
    let key = SigningKey.newEd25519()
    let signer = DKIMSigner(keys: [domain.ascii: [.init(selector: selector) { key }]])
    guard let signatures = try? signer.signatures(of: input, from: domain, at: Timestamp(seconds: 0)) else { return }
    let added = signatures.withUnsafeBufferPointer { MailLayout(of: $0) }
    require(added.fields.count == 1 && added.bodyStart == signatures.count, "a signature is one field")
    require(signatures.allSatisfy { $0 < 0x7F }, "a signature is ASCII")
}

/// RFC 6376 section 3.4.4, word for word and slow.
private func plainlyRelaxed(body: [UInt8]) -> [UInt8] {
    var lines: [[UInt8]] = [[]]
    var index = 0
    while index < body.count {
        if body[index] == 0x0D, index + 1 < body.count, body[index + 1] == 0x0A {
            lines.append([])
            index += 2
        } else {
            lines[lines.count - 1].append(body[index])
            index += 1
        }
    }
    var relaxed = lines.map { line in
        var line = plainlyReduced(line)
        if line.last == 0x20 { line.removeLast() }
        return line
    }
    while relaxed.last?.isEmpty == true { relaxed.removeLast() }
    return relaxed.flatMap { $0 + [0x0D, 0x0A] }
}

/// RFC 6376 section 3.4.2.
private func plainlyRelaxed(field: [UInt8]) -> [UInt8] {
    let name = field.prefix { $0 != UInt8(ascii: ":") }
    let value = field.dropFirst(name.count + 1)
    var unfolded: [UInt8] = []
    var index = value.startIndex
    while index < value.endIndex {
        if value[index] == 0x0D, index + 1 < value.endIndex, value[index + 1] == 0x0A {
            unfolded.append(0x20)
            index += 2
        } else {
            unfolded.append(value[index])
            index += 1
        }
    }
    var words = plainlyReduced(unfolded)
    if words.first == 0x20 { words.removeFirst() }
    if words.last == 0x20 { words.removeLast() }
    var lowered = name.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    while let last = lowered.last, last == 0x20 || last == 0x09 { lowered.removeLast() }
    return lowered + [UInt8(ascii: ":")] + words
}

/// Each run of white space as one space.
private func plainlyReduced(_ text: [UInt8]) -> [UInt8] {
    text.reduce(into: []) { reduced, byte in
        let isWhite = byte == 0x20 || byte == 0x09
        if !isWhite { reduced.append(byte) } else if reduced.last != 0x20 { reduced.append(0x20) }
    }
}
