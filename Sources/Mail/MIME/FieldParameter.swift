/// A parameter of a header field (RFC 2045 section 5.1), on lines of its own that have at most 76 columns. What is not ASCII is written in
/// the extended form, and what some programs would take for an encoded word (RFC 2047); what is too long for a line in numbered sections
/// (RFC 2231 sections 3 and 4).
enum FieldParameter {
    private static let columns = 76

    /// Appends the parameter behind what stands there; `value` has no control character.
    static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        if isPlain(value) {
            append(name, units: value.utf8.map(quoted), mark: "", opening: "\"", closing: "\"", to: &bytes)
        } else {
            append(
                name, units: value.unicodeScalars.map(percentEncoded), mark: "*", first: "utf-8''", opening: "",
                closing: "", to: &bytes)
        }
    }

    /// Whether it can stand in quotes: printable ASCII, and nothing that a reader would take for an encoded-word (RFC 2047 section 5).
    private static func isPlain(_ value: String) -> Bool {
        value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && !zip(value.utf8, value.utf8.dropFirst()).contains { $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?") }
    }

    /// In letters that every program reads: for a parameter that has no other form anywhere, in the place of a name that has.
    static func plain(_ value: String) -> String {
        var before: Unicode.Scalar = " "
        let bytes = value.unicodeScalars.map { scalar in
            defer { before = scalar }
            return scalar.isASCII && !(scalar == "?" && before == "=") ? UInt8(scalar.value) : UInt8(ascii: "_")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `units` are never cut.
    private static func append(
        _ name: String, units: [[UInt8]], mark: String, first: String = "", opening: String, closing: String,
        to bytes: inout [UInt8]
    ) {
        let length = units.reduce(0) { $0 + $1.count } + first.utf8.count
        // The space before it, the equals sign, the semicolon behind it.
        let frame = 3 + name.utf8.count + mark.utf8.count + opening.utf8.count + closing.utf8.count
        if length + frame <= columns {
            return add("\(name)\(mark)=\(opening)\(first)", units[...], closing, to: &bytes)
        }
        var rest = units[...]
        var section = 0
        while !rest.isEmpty {
            let number = "*\(section)"
            let lead = section == 0 ? first : ""
            var room = columns - frame - number.utf8.count - lead.utf8.count
            let fitting = rest.prefix { unit in
                room -= unit.count
                return room >= 0
            }
            add("\(name)\(number)\(mark)=\(opening)\(lead)", fitting, closing, to: &bytes)
            rest = rest.dropFirst(fitting.count)
            section += 1
        }
    }

    private static func add(
        _ beginning: String, _ units: ArraySlice<[UInt8]>, _ end: String, to bytes: inout [UInt8]
    ) {
        bytes += ";\r\n ".utf8
        bytes += beginning.utf8
        for unit in units { bytes += unit }
        bytes += end.utf8
    }

    private static func quoted(_ byte: UInt8) -> [UInt8] {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
    }

    /// A letter's bytes stay together: some programs decode section by section.
    private static func percentEncoded(_ scalar: Unicode.Scalar) -> [UInt8] {
        String(scalar).utf8.flatMap { byte in
            byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                ? [byte]
                : [
                    UInt8(ascii: "%"), QuotedPrintable.hexadecimalDigit(byte >> 4),
                    QuotedPrintable.hexadecimalDigit(byte & 15),
                ]
        }
    }
}
