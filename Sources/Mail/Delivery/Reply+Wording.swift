extension Reply {
    /// What two replies have in common that say the same of different messages: code and words, without numbers, addresses and names of
    /// hosts, in lower case.
    package var commonWording: String {
        let words = text.lowercased().split(separator: " ").filter { word in
            !word.utf8.contains { $0.isDigit || $0 == UInt8(ascii: "@") }
                && !word.dropLast().utf8.contains(UInt8(ascii: "."))
        }
        return ([Substring("\(code) \(enhanced ?? "")")] + words).joined(separator: " ")
    }
}
