import Mail

/// Writes one DKIM-Signature field (RFC 6376 section 3.5), folded so that a line has at most 76 columns wherever it may be folded.
struct SignatureField {
    private(set) var bytes: [UInt8] = []
    private var column = 0

    private static let columns = 76
    private static let name = Array("DKIM-Signature:".utf8)

    /// The field up to `b=`, its last tag, without a value: what is signed (RFC 6376 section 3.7).
    ///
    /// - Parameters:
    ///   - moment: When the mail was signed, for `t=`; whole seconds are written.
    ///   - names: The names of the signed header fields.
    ///   - bodyDigest: The SHA-256 of the body's relaxed form.
    init(
        by algorithm: SigningKey.Algorithm, domain: String, selector: Selector, at moment: Timestamp, names: [[UInt8]],
        bodyDigest: some Sequence<UInt8>
    ) {
        bytes.reserveCapacity(1024)
        append(Self.name)
        addTag("v=1;")
        addTag("a=\(algorithm.rawValue);")
        addTag("c=relaxed/relaxed;")
        addTag("d=\(domain);")
        addTag("s=\(selector.name);")
        addTag("t=\(moment.seconds);")
        var digest = Array("bh=".utf8)
        Base64.append(Array(bodyDigest)[...], to: &digest)
        digest.append(UInt8(ascii: ";"))
        addTag(digest)
        for (index, name) in names.enumerated() {
            let mark = index == names.count - 1 ? UInt8(ascii: ";") : UInt8(ascii: ":")
            if index == 0 { addTag("h=".utf8 + name + [mark]) } else { addWithin(name + [mark]) }
        }
        addTag("b=")
    }

    /// The whole field, with the signature and CRLF.
    consuming func signed(by signature: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(4 * (signature.count / 3 + 1))
        Base64.append(signature[...], to: &text)
        var rest = text[...]
        while !rest.isEmpty {
            if column == Self.columns { fold() }
            let piece = rest.prefix(Self.columns - column)
            append(piece)
            rest = rest.dropFirst(piece.count)
        }
        return bytes + [0x0D, 0x0A]
    }

    private mutating func addTag(_ tag: String) { addTag(Array(tag.utf8)) }

    /// Adds a tag behind a space or on a line of its own.
    private mutating func addTag(_ tag: [UInt8]) {
        if column + 1 + tag.count > Self.columns { fold() } else { append([0x20]) }
        append(tag)
    }

    /// Adds what goes on with a tag, on a line of its own where this one is full.
    private mutating func addWithin(_ part: [UInt8]) {
        if column + part.count > Self.columns { fold() }
        append(part)
    }

    private mutating func fold() {
        bytes += [0x0D, 0x0A, 0x20]
        column = 1
    }

    private mutating func append(_ part: some Collection<UInt8>) {
        bytes += part
        column += part.count
    }
}
