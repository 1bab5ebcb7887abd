/// SHA-256 (FIPS 180-4), as a Content-Security-Policy names what it lets run.
enum SHA256 {
    /// The hash of a text's UTF-8 in base64.
    static func base64(of text: String) -> String { base64(digest(Array(text.utf8))) }

    private static func digest(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        padded += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (UInt64(message.count) * 8) >> ($0 * 8)) }
        var state = initial
        for block in stride(from: 0, to: padded.count, by: 64) { compress(padded[block..<block + 64], into: &state) }
        return state.flatMap { word in (0..<4).reversed().map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
            block[index..<index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (early, late) = (words[index - 15], words[index - 2])
            let sum = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
            let other = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
            words.append(words[index - 16] &+ sum &+ words[index - 7] &+ other)
        }
        var v = state
        for index in 0..<64 {
            let mix = rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)
            let choice = v[4] & v[5] ^ ~v[4] & v[6]
            let first = v[7] &+ mix &+ choice &+ constants[index] &+ words[index]
            let stir = rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)
            let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
            v = [first &+ stir &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
        }
        for index in 0..<8 { state[index] &+= v[index] }
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    /// The first 32 bits of the fractional part of a prime's root: a square root to begin with, a cube root for each round.
    private static let initial = primes.prefix(8).map { fraction($0, root: 2) }
    private static let constants = primes.map { fraction($0, root: 3) }
    private static let primes = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }

    /// The largest number whose power is at most the prime times 2^(32 * root), without its whole part.
    private static func fraction(_ prime: Int, root: Int) -> UInt32 {
        let target = UInt128(prime) << UInt128(32 * root)
        var (low, high): (UInt128, UInt128) = (0, 1 << 40)
        while high - low > 1 {
            let middle = (low + high) / 2
            if (0..<root).reduce(UInt128(1), { power, _ in power * middle }) <= target {
                low = middle
            } else {
                high = middle
            }
        }
        return UInt32(truncatingIfNeeded: low)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : "=")
            }
        }
        return text
    }
}
