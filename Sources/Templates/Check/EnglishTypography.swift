/// English as a careful shop writes it.
enum EnglishTypography {
    static func faults(in line: [Unicode.Scalar]) -> [TypographyFault] {
        line.indices.compactMap { offset in
            let before = offset > 0 ? line[offset - 1] : nil
            return fault(line[offset], before: before, after: line[(offset + 1)...]).map {
                TypographyFault(offset: offset, fault: $0.fault, mend: $0.mend)
            }
        }
    }

    private static func fault(
        _ scalar: Unicode.Scalar, before: Unicode.Scalar?, after: ArraySlice<Unicode.Scalar>
    ) -> (fault: String, mend: String)? {
        switch scalar {
        case "'": ("a straight apostrophe", "write ’ (U+2019)")
        case "\"": ("straight quotation marks", "write “ and ”")
        case "«", "»": ("French quotation marks in English", "write “ and ”")
        case "." where before != "." && after.starts(with: [".", "."]): ("three dots", "write … (U+2026)")
        case ";", ":", "!", "?", ",", ".", ")":
            before.map(TypographyRules.isSpace) == true
                ? ("\(scalar) with a space before it", "take the space away") : nil
        default: nil
        }
    }
}
