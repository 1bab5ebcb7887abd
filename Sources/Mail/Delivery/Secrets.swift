/// Words that must not be repeated: whatever a server says of a message may be stored and logged, and a server may say again what it
/// was told. Knows them by their content, so that a token is found without its link, in another case, or torn over two lines.
package struct Secrets: Sendable {
    /// So many letters and digits in a row are no coincidence; what is left of a token when fewer are seen opens nothing.
    private static let length = 6
    private static let mask: UInt64 = 1 << (8 * UInt64(length)) - 1
    /// Less is no secret, and would black out half of any sentence.
    private static let shortest = 4
    /// What stands in place of a secret.
    private static let replacement = "[secret]"

    /// Every run of `length` letters and digits of every secret.
    private var runs: [UInt64] = []
    /// A bit for each run by its last letters: most runs of a text are found here not to be any of them.
    private var filter: UInt64 = 0
    /// Secrets that are shorter than a run.
    private var short: Set<[UInt8]> = []

    package init() {}

    /// Of a link only what leads to it is secret: the values in its query, and the long parts of its path.
    package init(_ values: some Sequence<String>) {
        for value in values {
            let bytes = Array(value.utf8)
            guard let end = Self.endOfScheme(bytes) else {
                add(bytes[...], atLeast: Self.shortest)
                continue
            }
            addLink(bytes[end...])
        }
    }

    /// Where the first `://` ends.
    private static func endOfScheme(_ value: [UInt8]) -> Int? {
        for index in value.indices.dropLast(2) where value[index] == UInt8(ascii: ":") {
            if value[index + 1] == UInt8(ascii: "/"), value[index + 2] == UInt8(ascii: "/") { return index + 3 }
        }
        return nil
    }

    private mutating func addLink(_ rest: ArraySlice<UInt8>) {
        // The first part is the host.
        for part in rest.split(whereSeparator: Self.partsLink).dropFirst() {
            if let equals = part.firstIndex(of: UInt8(ascii: "=")) {
                add(part[equals...].dropFirst(), atLeast: Self.shortest)
            } else {
                add(part, atLeast: Self.length)
            }
        }
    }

    private static func partsLink(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: ";"): true
        default: false
        }
    }

    private mutating func add(_ secret: ArraySlice<UInt8>, atLeast least: Int) {
        if runs.isEmpty { runs.reserveCapacity(secret.count) }
        var run: UInt64 = 0
        var count = 0
        for byte in secret {
            guard let letter = Self.folded(byte) else { continue }
            run = (run << 8 | UInt64(letter)) & Self.mask
            count += 1
            guard count >= Self.length else { continue }
            runs.append(run)
            filter |= Self.bit(of: run)
        }
        if count >= least, count < Self.length { short.insert(secret.compactMap(Self.folded)) }
    }

    private static func bit(of run: UInt64) -> UInt64 {
        1 << ((run ^ run >> 7 ^ run >> 15) & 63)
    }

    private func holds(_ run: UInt64) -> Bool { filter & Self.bit(of: run) != 0 && runs.contains(run) }

    /// The text with `[secret]` in place of every piece of a secret.
    package func removed(from text: String) -> String {
        guard !short.isEmpty || holdsRun(text.utf8) else { return text }
        let bytes = Array(text.utf8)
        var isSecret = [Bool](repeating: false, count: bytes.count)
        markRuns(in: bytes, &isSecret)
        for secret in short { Self.mark(secret, in: bytes, &isSecret) }
        guard isSecret.contains(true) else { return text }
        var result = ""
        var offset = 0
        var isWithin = false
        for scalar in text.unicodeScalars {
            let end = offset + UTF8.width(scalar)
            let isHidden = isSecret[offset..<end].contains(true)
            if !isHidden { result.unicodeScalars.append(scalar) } else if !isWithin { result += Self.replacement }
            (offset, isWithin) = (end, isHidden)
        }
        return result
    }

    /// Whether a run stands in the text: nearly none of what servers say holds one, and needs no closer look.
    private func holdsRun(_ text: String.UTF8View) -> Bool {
        if runs.isEmpty { return false }
        var run: UInt64 = 0
        var count = 0
        for byte in text {
            guard let letter = Self.folded(byte) else { continue }
            run = (run << 8 | UInt64(letter)) & Self.mask
            count += 1
            if count >= Self.length, holds(run) { return true }
        }
        return false
    }

    /// Passes over whatever is no letter or digit: a break or an escape within a token hides nothing of it.
    private func markRuns(in bytes: [UInt8], _ isSecret: inout [Bool]) {
        var run: UInt64 = 0
        var places: [Int] = []
        for (place, byte) in bytes.enumerated() {
            guard let letter = Self.folded(byte) else { continue }
            run = (run << 8 | UInt64(letter)) & Self.mask
            places.append(place)
            guard places.count >= Self.length, holds(run) else { continue }
            for hidden in places[places.count - Self.length]...place { isSecret[hidden] = true }
        }
    }

    private static func mark(_ secret: [UInt8], in bytes: [UInt8], _ isSecret: inout [Bool]) {
        guard bytes.count >= secret.count else { return }
        for start in 0...(bytes.count - secret.count) {
            let candidate = bytes[start..<start + secret.count]
            guard candidate.elementsEqual(secret, by: { folded($0) == $1 }) else { continue }
            for place in candidate.indices { isSecret[place] = true }
        }
    }

    /// A letter or digit in lower case, a byte of a letter beyond ASCII as it is; nil for all else.
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte | 0x20 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte | 0x20
        default: byte >= 0x80 || byte.isDigit ? byte : nil
        }
    }
}

extension Secrets {
    /// A relay's login as it goes over the wire, in clear and encoded (RFC 4616, and AUTH LOGIN).
    package init(username: String, password: String) {
        var plain: [UInt8] = []
        Base64.append(Array("\0\(username)\0\(password)".utf8)[...], to: &plain)
        var login: [UInt8] = []
        Base64.append(Array(password.utf8)[...], to: &login)
        self.init([password, String(decoding: plain, as: UTF8.self), String(decoding: login, as: UTF8.self)])
    }
}

extension Transmission.End {
    /// The same facts, without secrets in what the relay said.
    package func without(_ secrets: Secrets) -> Transmission.End {
        switch self {
        case .accepted(let reply): .accepted(reply.without(secrets))
        case .refused(let reply, let stage): .refused(reply.without(secrets), at: stage)
        case .broken(let fault, let stage, let detail): .broken(fault, at: stage, detail: secrets.removed(from: detail))
        case .inDoubt(let fault, let detail): .inDoubt(fault, detail: secrets.removed(from: detail))
        }
    }
}

extension Reply {
    fileprivate func without(_ secrets: Secrets) -> Reply {
        Reply(code: code, enhanced: enhanced, text: secrets.removed(from: text))
    }
}
