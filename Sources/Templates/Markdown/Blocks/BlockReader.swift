/// Reads the lines of a text for its blocks: each with what is wrong with it.
struct BlockReader {
    /// A block, or what was meant to be one.
    struct Found {
        /// Nil for a name that is no block's.
        let kind: BlockKind?
        let name: String
        /// The lines from its name to the last of its attributes, from 0.
        var head: ClosedRange<Int>
        let column: Int
        /// The place in `found` of the innermost around it that is a block, itself not.
        let parent: Int?
        /// The line that closes it, from 0.
        var end: Int?
        var values: [BlockAttribute: String] = [:]
        /// Whether it can be shown. What cannot is shown as it is written.
        var isSound = true
        /// Whether something is wrong with it that makes more of it seem wrong.
        var isMisread = false
        var hasWords = false
        /// Whether it holds words that it has no place for.
        var hasStrayWords = false
        var parts = 0
    }

    private(set) var found: [Found] = []
    private(set) var faults: [IssueFault] = []
    private let lines: [Substring]
    private let code: Set<Int>
    /// The blocks that are open, by their places in `found`.
    private var open: [Int] = []

    /// How many beginnings stood where none counts, each with an end of its own.
    private var misplaced = 0

    /// So many can stand within each other; no letter needs as many.
    private static let deepest = 6

    /// - Parameters:
    ///   - lines: All lines of the text.
    ///   - code: Those, from 0, in which colons are colons.
    init(_ lines: [Substring], code: Set<Int>) {
        self.lines = lines
        self.code = code
        var index = 0
        while index < lines.count {
            switch code.contains(index) ? .other : BlockLine(lines[index]) {
            case .opening(let name, let rest): index = begin(String(name), rest, at: index)
            case .closing:
                end(at: index)
                index += 1
            case .other:
                takeWords(at: index)
                index += 1
            }
        }
        while let last = open.popLast() { reportUnclosed(last) }
        faults.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// Takes the name of a block and its attributes; the next line.
    private mutating func begin(_ name: String, _ rest: Substring, at index: Int) -> Int {
        let kind = BlockKind(rawValue: name.lowercased())
        while let last = open.last, let parent = found[last].kind,
            parent.isLeaf || parent == kind && parent.rules.places != [nil]
        {
            open.removeLast()
            reportUnclosed(last, before: index)
        }
        let parent = open.last.flatMap { found[$0].kind == nil ? found[$0].parent : $0 }
        var block = Found(
            kind: kind, name: name, head: index...index, column: lines[index].leadingSpaces + 1, parent: parent)
        if let kind {
            block.isSound = mayBegin(kind, in: parent, rest, at: index)
            block.isMisread = !block.isSound
        } else {
            block.isSound = false
            let meant = BlockKind.meant(by: name).map { "write :::\($0.rawValue)" }
            let names = BlockKind.allCases.map(\.rawValue).joined(separator: ", ")
            report(index, block.column, ":::\(name) is no block", meant ?? "write one of \(names)")
        }
        if let last = open.last {
            found[last].hasWords = true
            if case .parts(kind, _)? = found[last].kind?.rules.content { found[last].parts += 1 }
        }
        var next = index + 1
        if let kind {
            while next < lines.count, !code.contains(next), let line = AttributeLine(lines[next], of: kind) {
                take(line, at: next, into: &block, kind)
                next += 1
            }
            block.head = index...(next - 1)
        }
        open.append(found.count)
        found.append(block)
        return next
    }

    private mutating func mayBegin(_ kind: BlockKind, in number: Int?, _ rest: Substring, at index: Int) -> Bool {
        guard rest.isEmpty else {
            let column = lines[index].distance(from: lines[index].startIndex, to: rest.startIndex) + 1
            report(
                index, column, "\(rest) stands behind :::\(kind.rawValue)",
                "put it on a line of its own below")
            return false
        }
        let parent = number.flatMap { found[$0].kind }
        guard !kind.rules.places.contains(parent) else { return open.count < Self.deepest }
        // What stands in a name that is no block's has had its fault.
        if number == open.last { reportPlace(of: kind, in: parent, at: index) }
        return false
    }

    private mutating func reportPlace(of kind: BlockKind, in parent: BlockKind?, at index: Int) {
        let places = kind.rules.places.map { $0.map { ":::\($0.rawValue)" } ?? "the letter itself" }
        let wrong = parent.map { "in :::\($0.rawValue) of line \(found[open.last ?? 0].head.lowerBound + 1)" }
        report(
            index, lines[index].leadingSpaces + 1,
            ":::\(kind.rawValue) cannot stand \(wrong ?? "in the letter itself")",
            "it stands in \(places.joined(separator: " or in "))")
    }

    private mutating func take(_ line: AttributeLine, at index: Int, into block: inout Found, _ kind: BlockKind) {
        guard let attribute = line.attribute else {
            // A second fault, that it is missing, would say the same.
            block.values[line.meant] = ""
            block.isSound = block.isSound && !kind.rules.needed.contains(line.meant)
            return report(
                index, line.column, "\(line.name): says nothing to :::\(kind.rawValue)", "write \(line.meant.rawValue):"
            )
        }
        guard kind.takes(attribute) else {
            let known = kind.rules.needed + kind.rules.optional
            return report(
                index, line.column, ":::\(kind.rawValue) takes no \(attribute.rawValue)",
                "take the line out: it takes \(known.map(\.rawValue).joined(separator: ", "))")
        }
        guard block.values[attribute] == nil else {
            return report(index, line.column, "\(attribute.rawValue): stands here twice", "take one of them out")
        }
        if let (fault, mend) = attribute.fault(of: line.value) {
            report(index, line.valueColumn, fault, mend)
            block.values[attribute] = ""
            block.isSound = block.isSound && !kind.rules.needed.contains(attribute)
        } else {
            block.values[attribute] = line.value
        }
    }

    private mutating func takeWords(at index: Int) {
        let line = lines[index]
        guard line.contains(where: { !$0.isWhitespace }) else { return }
        let isMisplaced = !code.contains(index) && takeMisplaced(line, at: index)
        guard let last = open.last else { return }
        found[last].hasWords = true
        guard !isMisplaced else { return found[last].isMisread = true }
        guard let kind = found[last].kind, !found[last].hasStrayWords, !found[last].isMisread else { return }
        switch kind.rules.content {
        case .parts(let part, _):
            report(
                index, line.leadingSpaces + 1, "words stand in :::\(kind.rawValue) itself",
                "put them into a :::\(part.rawValue), or below the ::: that closes it")
        case .nothing:
            report(
                index, line.leadingSpaces + 1, "words stand in a :::\(kind.rawValue)",
                "close it with ::: in front of them")
        case .words, .blocks: return
        }
        found[last].hasStrayWords = true
    }

    private mutating func takeMisplaced(_ line: Substring, at index: Int) -> Bool {
        guard let misplacement = BlockLine.misplaced(line) else { return false }
        if misplacement.isEnd, misplaced > 0 {
            misplaced -= 1
        } else {
            misplaced += misplacement.isEnd ? 0 : 1
            report(index, line.prefix(while: \.isWhitespace).count + 1, misplacement.fault, misplacement.mend)
        }
        return true
    }

    private mutating func end(at index: Int) {
        guard let last = open.popLast() else {
            guard misplaced == 0 else { return misplaced -= 1 }
            return report(
                index, lines[index].leadingSpaces + 1, "::: closes no block",
                "take it out, or begin a block in front of it")
        }
        found[last].end = index
        guard let kind = found[last].kind else { return }
        let block = found[last]
        var faults = kind.rules.needed.filter { block.values[$0] == nil }.map { attribute in
            (
                ":::\(kind.rawValue) has no \(attribute.rawValue)",
                "write \(attribute.example) right below :::\(kind.rawValue)"
            )
        }
        if !faults.isEmpty { found[last].isSound = false }
        switch kind.rules.content {
        case .words(isNeeded: true) where !block.hasWords:
            faults.append((":::\(kind.rawValue) has no words", "write them in a line above its :::"))
            found[last].isSound = false
        case .blocks where !block.hasWords:
            faults.append((":::\(kind.rawValue) holds nothing", "write something in it, or take it out"))
        case .parts(let part, let count) where !count.contains(block.parts):
            let wanted = count.lowerBound == count.upperBound ? "\(count.lowerBound)" : "at least \(count.lowerBound)"
            faults.append(
                (
                    ":::\(kind.rawValue) holds \(block.parts) of :::\(part.rawValue)",
                    "give it \(wanted), each closed by a ::: of its own"
                ))
        default: break
        }
        guard !block.isMisread else { return }
        for (fault, mend) in faults { report(block.head.lowerBound, block.column, fault, mend) }
    }

    private mutating func reportUnclosed(_ number: Int, before line: Int? = nil) {
        found[number].isSound = false
        let place = line.map { ", above line \($0 + 1)" } ?? ""
        report(
            found[number].head.lowerBound, found[number].column, ":::\(found[number].name) is not closed",
            "put ::: on a line of its own below its last words\(place)")
    }

    private mutating func report(_ index: Int, _ column: Int, _ fault: String, _ mend: String) {
        faults.append(IssueFault(line: index + 1, column: column, fault: fault, mend: mend))
    }
}
