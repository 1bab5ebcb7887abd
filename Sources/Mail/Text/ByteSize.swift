/// A number of bytes as settings and people write it: `10 MiB`, `512 KiB`.
package enum ByteSize {
    private static let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]

    /// Reads a whole number of KiB, MiB or GiB, with a space or without; nil for anything else.
    package static func bytes(_ text: String) -> Int? {
        for (name, factor) in units where text.hasSuffix(name) {
            var digits = text.dropLast(name.count)
            if digits.last == " " { digits = digits.dropLast() }
            guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit), let number = Int(digits)
            else {
                return nil
            }
            let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor)
            return isTooLarge ? nil : bytes
        }
        return nil
    }

    /// `10 MiB`, `2.4 MiB`, `12 bytes`.
    package static func text(_ bytes: Int) -> String {
        for (name, factor) in units where bytes >= factor {
            let tenths = (bytes * 10 + factor / 2) / factor
            return tenths.isMultiple(of: 10) ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
        }
        return "\(bytes) bytes"
    }
}
