import Templates

/// Which column of a file says what of a subscriber.
struct SubscriberColumns: Sendable, Hashable {
    /// Why a first line does not do.
    enum Fault: Error, Sendable, Hashable {
        case noAddress(titles: [String])
        /// Several columns may be the address, and none is better than the others.
        case severalAddresses(titles: [String])
        /// What is called an address holds none that mail can be sent to.
        case postalAddress(title: String, titles: [String])
        /// A column that is to be kept as a field is not there, or is read as something else.
        case noColumn(title: String, titles: [String])
        /// Two columns are to be kept under one name.
        case sameName(String)
        /// What no field may be called.
        case wrongName(String)
    }

    /// In bytes. No rule for a subscriber allows as much: what is longer need not be sent to the database to be refused.
    private static let longest = 2000
    /// Titles of an address, wherever somebody may live, have this rank.
    private static let postalRank = 2

    private let titles: [String]
    private var positions: [SubscriberPart: [Int]] = [:]
    /// Where each field stands.
    private var fields: [String: Int] = [:]

    /// From a file's first record; `sample` are some that follow it, `choice` what further columns are kept.
    init(header: [String], sample: [[String]], choice: FieldChoice = .none) throws(Fault) {
        titles = header.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        var ranks: [SubscriberPart: Int] = [:]
        for (index, title) in titles.enumerated() {
            guard let (part, rank) = SubscriberPart.place(of: title) else { continue }
            let best = ranks[part] ?? rank
            if part.mayHaveSeveral || rank == best {
                positions[part, default: []].append(index)
            } else if rank < best {
                positions[part] = [index]
            }
            ranks[part] = min(best, rank)
        }
        try chooseAddress(isPostal: ranks[.email] == Self.postalRank, sample)
        for part in SubscriberPart.allCases where !part.mayHaveSeveral {
            positions[part] = positions[part].map { Array($0.prefix(1)) }
        }
        try keep(choice)
    }

    private mutating func keep(_ choice: FieldChoice) throws(Fault) {
        let further = furtherColumns
        let columns =
            switch choice {
            case .all: further.map { FieldChoice.Column(name: nil, title: titles[$0]) }
            case .these(let columns): columns
            }
        for column in columns {
            guard let position = further.first(where: { FoldedWord(titles[$0]) == FoldedWord(column.title) }) else {
                throw .noColumn(title: column.title, titles: further.map { titles[$0] })
            }
            let name = column.name ?? FieldChoice.name(of: titles[position])
            guard IssuePlaceholders.isField(name) else { throw .wrongName(name) }
            guard fields.updateValue(position, forKey: name) == nil else { throw .sameName(name) }
        }
    }

    /// Those with a title that say nothing of what every subscription has.
    private var furtherColumns: [Int] {
        let read = Set(positions.values.joined())
        return titles.indices.filter { !read.contains($0) && !titles[$0].isEmpty }
    }

    private mutating func chooseAddress(isPostal: Bool, _ sample: [[String]]) throws(Fault) {
        let named = titles.filter { !$0.isEmpty }
        let possible = positions[.email, default: []]
        guard let first = possible.first else { throw .noAddress(titles: named) }
        let fitting = isPostal ? possible.filter { Self.holdsAddresses($0, sample) } : possible
        if fitting.isEmpty { throw .postalAddress(title: titles[first], titles: named) }
        if fitting.count > 1 { throw .severalAddresses(titles: fitting.map { titles[$0] }) }
        positions[.email] = fitting
    }

    /// Whether most of what a column says looks like the address of a mailbox.
    private static func holdsAddresses(_ position: Int, _ sample: [[String]]) -> Bool {
        let values = sample.compactMap { position < $0.count && !$0[position].isEmpty ? $0[position] : nil }
        let addresses = values.count { value in
            let parts = value.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && parts[1].contains(".") && !value.contains(" ")
        }
        return addresses * 2 > values.count || values.isEmpty
    }

    /// Titles of columns that nobody reads.
    var ignored: [String] {
        let kept = Set(fields.values)
        return furtherColumns.filter { !kept.contains($0) }.map { titles[$0] }
    }

    func has(_ part: SubscriberPart) -> Bool { positions[part] != nil }

    /// Why a record is not worth looking at; nil when it is.
    func fault(in fields: [String]) -> String? {
        for (index, field) in fields.enumerated() where !field.allSatisfy(\.isWhitespace) {
            guard index < titles.count, !titles[index].isEmpty else {
                return
                    "has a value in column \(index + 1), which the first line does not name: quote what holds a separator"
            }
        }
        let parts = SubscriberPart.allCases.filter { part in
            texts(part, in: fields).contains { $0.text.utf8.count > Self.longest }
        }
        return parts.first.map { part in
            "\(title(of: part)) is longer than \(Self.longest) bytes"
        }
    }

    /// What a record says of a part; empty where it has no such column.
    func text(_ part: SubscriberPart, in fields: [String]) -> String { texts(part, in: fields).first?.text ?? "" }

    /// What each column of a part says, with its title; a record that ends too early says nothing.
    func texts(_ part: SubscriberPart, in fields: [String]) -> [(title: String, text: String)] {
        positions[part, default: []].map { position in
            let field = position < fields.count ? fields[position] : ""
            let words = field.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return (titles[position], CSVField.original(words))
        }
    }

    /// What a record says under the names of fields; an empty box says nothing.
    func fields(in fields: [String]) -> [String: String] {
        self.fields.compactMapValues { position in
            let field = position < fields.count ? fields[position] : ""
            let words = CSVField.original(field.split(whereSeparator: \.isWhitespace).joined(separator: " "))
            return words.isEmpty ? nil : words
        }
    }

    /// What a fault calls a part: as the database does, or by the column's title.
    private func title(of part: SubscriberPart) -> String {
        SubscriberPart.written.contains(part)
            ? part.rawValue : positions[part]?.first.map { titles[$0] } ?? part.rawValue
    }
}

extension SubscriberColumns.Fault: CustomStringConvertible {
    var description: String {
        switch self {
        case .noAddress(let titles):
            "no column is called email: the first line must name the columns, \(Self.example); it names \(Self.list(titles))"
        case .severalAddresses(let titles):
            "columns \(Self.list(titles)) may each be the address: call one of them email, and the others differently"
        case .postalAddress(let title, let titles):
            "column \(title.shown(atMost: 60)) does not hold addresses of mailboxes, and no column is called email; the columns are "
                + Self.list(titles)
        case .noColumn(let title, let titles):
            "no further column is called \(title.shown(atMost: 60)): those that can be kept as fields are \(Self.list(titles))"
        case .wrongName(let name):
            "\(name.shown(atMost: 60)) is no name for a field: write --fields NAME=TITLE, in lower-case letters, digits and _"
        case .sameName(let name):
            "two columns would be the field \(name.shown(atMost: 60)): name them apart, as --fields \(name.shown(atMost: 60))=TITLE"
        }
    }

    private static let example = "email,name,locale,consented_at"

    /// Not all of a file that is none.
    private static func list(_ titles: [String]) -> String {
        let shown = titles.prefix(20).map { $0.shown(atMost: 60) }
        return shown.isEmpty ? "none" : shown.joined(separator: ", ")
    }
}
