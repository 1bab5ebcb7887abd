import Mail

/// Whatever stands around a secret, and however a server breaks it: of what was said no run of six of its letters is left.
func checkSecrets(_ input: [UInt8]) {
    let texts = Choices.texts(input, count: 3)
    let (secret, before, after) = (texts[0], texts[1], texts[2])
    let letters = folded(secret)
    // A link hides its host from nobody, and less than a run is no secret.
    guard !secret.contains("://"), letters.count >= 6 else { return }
    for said in [before + secret + after, before + secret.unicodeScalars.map { "\($0)- " }.joined() + after] {
        let left = Secrets([secret]).removed(from: said).utf8
        let words = pieces(of: left)
        require(words.count > 1, "what is left out is marked")
        for start in 0...(letters.count - 6) {
            let run = letters[start..<start + 6]
            require(!words.contains { holds($0, run) }, "no run of a secret is left")
        }
    }
}

/// The letters between the marks for what was left out, found by bytes: a mark and an accent behind it are other Characters.
private func pieces(of text: String.UTF8View) -> [[UInt8]] {
    let mark = Array("[secret]".utf8)
    var pieces: [[UInt8]] = [[]]
    var rest = Array(text)[...]
    while let byte = rest.first {
        if rest.starts(with: mark) {
            rest = rest.dropFirst(mark.count)
            pieces.append([])
        } else {
            pieces[pieces.count - 1].append(byte)
            rest = rest.dropFirst()
        }
    }
    return pieces.map { folded(String(decoding: $0, as: UTF8.self)) }
}

/// Letters and digits in lower case, and the bytes of letters beyond ASCII.
private func folded(_ text: String) -> [UInt8] {
    text.utf8.compactMap { byte in
        switch byte {
        case 0x41...0x5A: byte + 0x20
        case 0x30...0x39, 0x61...0x7A, 0x80...: byte
        default: nil
        }
    }
}

private func holds(_ text: [UInt8], _ run: ArraySlice<UInt8>) -> Bool {
    text.indices.contains { text[$0...].starts(with: run) }
}
