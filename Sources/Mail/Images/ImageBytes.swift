/// The octets of a picture's file, read number by number; nil where the file ends before.
struct ImageBytes: Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    subscript(place: Int) -> Int? { bytes.indices.contains(place) ? Int(bytes[place]) : nil }

    /// A number of so many octets, the most significant first.
    func big(_ place: Int, _ length: Int) -> Int? {
        guard place >= 0, place + length <= count else { return nil }
        return bytes[place..<place + length].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The same, the least significant first.
    func little(_ place: Int, _ length: Int) -> Int? {
        guard place >= 0, place + length <= count else { return nil }
        return bytes[place..<place + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func holds(_ text: String, at place: Int) -> Bool {
        place >= 0 && place <= count && bytes[place...].starts(with: text.utf8)
    }
}
