/// A part of an issue as its editor wrote it, with its tags.
///
/// `\{{` is no tag: two braces. What looks like a tag and is none, and a section without its end, stay as they are written: an issue that
/// was made before it was judged goes out as it stands.
struct IssueSource: Sendable {
    enum Problem: Sendable, Hashable {
        case malformed
        /// An end without its section.
        case unopened
        /// A section without its end.
        case unclosed
    }

    let scalars: [Unicode.Scalar]
    /// In their order, without those that have a problem.
    private(set) var tags: [IssueTag] = []
    private(set) var problems: [(range: Range<Int>, problem: Problem)] = []
    /// The escaped braces, with their backslashes.
    private var escapes: [Int] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        guard text.utf8.contains(UInt8(ascii: "{")) else { return }
        scan()
        match()
    }

    /// The names that sections ask for, each once.
    var sections: [String] {
        var names: [String] = []
        for tag in tags where [.section, .inverted].contains(tag.role) && !names.contains(tag.name) {
            names.append(tag.name)
        }
        return names
    }

    private mutating func scan() {
        var index = 0
        while let opening = scalars.firstIndex(of: "{{", from: index) {
            if opening > 0, scalars[opening - 1] == "\\" {
                escapes.append(opening - 1)
                index = opening + 2
                continue
            }
            let end = scalars[(opening + 2)...].firstIndex { $0 == "{" || $0 == "}" }
            guard let end, scalars.begins(with: "}}", at: end) else {
                problems.append((opening..<opening + 2, .malformed))
                index = opening + 2
                continue
            }
            let range = opening..<end + 2
            if let tag = IssueTag(scalars.text(opening + 2..<end), range: range) {
                tags.append(tag)
            } else {
                problems.append((range, .malformed))
            }
            index = range.upperBound
        }
    }

    /// Takes out tags of sections that have no partner.
    private mutating func match() {
        var open: [IssueTag] = []
        var lonely: Set<IssueTag> = []
        for tag in tags {
            switch tag.role {
            case .value: break
            case .section, .inverted: open.append(tag)
            case .end:
                if open.last?.name == tag.name {
                    open.removeLast()
                } else {
                    lonely.insert(tag)
                    problems.append((tag.range, .unopened))
                }
            }
        }
        problems += open.map { ($0.range, .unclosed) }
        lonely.formUnion(open)
        tags.removeAll(where: lonely.contains)
        problems.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The text with values as `written`, and of its sections those that are on. A tag of a section that has a line to itself goes with its
    /// line.
    func text(where isOn: (String) -> Bool, value written: (IssueTag) -> String) -> String {
        var text = String.UnicodeScalarView()
        var index = 0
        var escapes = escapes[...]
        func copy(to end: Int, isSaid: Bool) {
            while index < end {
                if escapes.first == index {
                    escapes.removeFirst()
                } else if isSaid {
                    text.append(scalars[index])
                }
                index += 1
            }
        }
        var states: [Bool] = []
        for tag in tags {
            let isSaid = states.last ?? true
            let range = tag.role == .value ? tag.range : lineRange(of: tag.range)
            copy(to: max(range.lowerBound, index), isSaid: isSaid)
            index = max(range.upperBound, index)
            switch tag.role {
            case .value: if isSaid { text.append(contentsOf: written(tag).unicodeScalars) }
            case .section: states.append(isSaid && isOn(tag.name))
            case .inverted: states.append(isSaid && !isOn(tag.name))
            case .end: states.removeLast()
            }
        }
        copy(to: scalars.count, isSaid: true)
        return String(text)
    }

    /// The same length as the source, with nothing for what is not said and values as `mask` has them: faults keep their places.
    func masked(where isOn: (String) -> Bool, value mask: (IssueTag) -> [Unicode.Scalar]) -> [Unicode.Scalar] {
        var masked = scalars
        func blank(_ range: Range<Int>) {
            for index in range where masked[index] != "\n" { masked[index] = .nothing }
        }
        var states: [(isSaid: Bool, start: Int)] = []
        for tag in tags {
            let isSaid = states.last?.isSaid ?? true
            switch tag.role {
            case .value:
                if isSaid { masked.replaceSubrange(tag.range, with: mask(tag)) }
                continue
            case .section: states.append((isSaid && isOn(tag.name), tag.range.upperBound))
            case .inverted: states.append((isSaid && !isOn(tag.name), tag.range.upperBound))
            case .end:
                let section = states.removeLast()
                if !section.isSaid { blank(section.start..<tag.range.lowerBound) }
            }
            blank(tag.range)
        }
        return masked
    }

    /// The whole line of a tag that nothing else stands on, with the end of the line.
    private func lineRange(of range: Range<Int>) -> Range<Int> {
        let isSpace = { (index: Int) in [" ", "\t", "\r"].contains(scalars[index]) }
        var start = range.lowerBound
        while start > 0, isSpace(start - 1) { start -= 1 }
        var end = range.upperBound
        while end < scalars.count, isSpace(end) { end += 1 }
        guard start == 0 || scalars[start - 1] == "\n", end == scalars.count || scalars[end] == "\n" else {
            return range
        }
        return start..<min(end + 1, scalars.count)
    }
}
