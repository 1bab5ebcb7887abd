import Mail

/// Walks one part of a letter through all its layouts and finds what the engine would render as nothing, or not at all: the
/// engine is lenient, a letter must not be.
struct PartCheck {
    private let variables: TemplateVariables
    private let part: TemplateFolder.Part
    private let layoutSet: LayoutSet
    private(set) var faults: [TemplateFault] = []
    /// The variables that the part says, by full name.
    private(set) var used: Set<String> = []
    /// What a reader is told, the preheader aside, and where first: `{{link}}`, `{{#changes}}`, `{{^changes}}`.
    private(set) var said: [String: Place] = [:]

    /// A line of a source.
    struct Place: Sendable, Hashable {
        var file: String
        var line: Int
    }

    init(_ source: Source, part: TemplateFolder.Part, of definition: KindDefinition, layoutSet: LayoutSet) {
        self.part = part
        self.layoutSet = layoutSet
        variables = TemplateVariables(of: definition, part: part)
        walk(source, Tag.scan(source.text), within: [], layouts: [])
    }

    private mutating func walk(_ source: Source, _ tags: [Tag], within outer: [Tag], layouts: [String]) {
        var open: [Tag] = []
        for tag in tags {
            let around = outer + open
            if let parent = open.last, parent.role == .parent {
                inside(parent, tag, source)
            }
            switch tag.role {
            case .variable: variable(tag, around, source)
            case .section, .inverted: section(tag, around, source)
            case .partial, .parent: layout(tag, around, source, layouts)
            case .block: break
            case .close: close(tag, &open, source)
            case .unescaped:
                report(tag, source, "{{{\(tag.name)}}} is not escaped", "write {{\(tag.name)}}")
            case .unknown:
                report(tag, source, "a tag is not closed on its line, or is of no known form", "write {{name}}")
            }
            if tag.opens { open.append(tag) }
        }
        for tag in open { unclosed(tag, source) }
    }

    private mutating func variable(_ tag: Tag, _ around: [Tag], _ source: Source) {
        if tag.name == "." { return item(tag, around, source) }
        guard let variable = variables.variable(tag.name, within: around) else {
            let mend =
                variables.choice(tag.name, within: around) == nil
                ? "declare it in kind.yaml or mend its name" : "write {{#\(tag.name)}} and {{/\(tag.name)}}"
            return report(tag, source, "{{\(tag.name)}} is not declared", mend)
        }
        used.insert(variable.fullName)
        say(variable.fullName, tag, around, source)
        let isPreheader = Self.isPreheader(around)
        if part == .subject, variable.isUnspeakable {
            report(tag, source, "{{\(tag.name)}} has no place in a subject", "say it in the text and the HTML")
        } else if isPreheader, variable.isUnspeakable {
            report(tag, source, "{{\(tag.name)}} has no place in a preheader", "say it in the body")
        } else if part == .subject || isPreheader, variable.type == .text {
            report(
                tag, source, "{{\(tag.name)}} may have several lines, and stands where there is one",
                "declare it as type: string, or say it in the body")
        } else if variable.isListOfObjects {
            report(
                tag, source, "{{\(tag.name)}} is a list of objects",
                "put the fields between {{#\(tag.name)}} and {{/\(tag.name)}}")
        } else if variable.type == .list {
            report(tag, source, "{{\(tag.name)}} is a list", "write {{#\(tag.name)}}{{.}}{{/\(tag.name)}}")
        } else if variable.type == .boolean {
            report(
                tag, source, "{{\(tag.name)}} is true or false, which no letter says",
                "put {{#\(tag.name)}} and {{/\(tag.name)}} around the words that need it")
        } else if variable.isOptional, !around.contains(where: { $0.role == .section && $0.name == tag.name }) {
            report(
                tag, source, "{{\(tag.name)}} may be missing and would leave a gap",
                "put {{#\(tag.name)}} and {{/\(tag.name)}} around the words that need it")
        }
    }

    private mutating func item(_ tag: Tag, _ around: [Tag], _ source: Source) {
        let index = around.lastIndex { $0.role == .section }
        let innermost = index.flatMap { variables.variable(around[$0].name, within: Array(around[..<$0])) }
        if innermost?.type != .list {
            report(tag, source, "{{.}} stands in no list", "put it between {{#list}} and {{/list}}")
        } else if innermost?.isListOfObjects == true {
            report(tag, source, "{{.}} is an object", "say its fields by their names")
        }
    }

    private mutating func section(_ tag: Tag, _ around: [Tag], _ source: Source) {
        if let choice = variables.choice(tag.name, within: around) {
            used.insert(choice.fullName)
            return say(choice.fullName + tag.name.drop { $0 != "." }, tag, around, source)
        }
        guard let variable = variables.variable(tag.name, within: around) else {
            report(tag, source, "{{#\(tag.name)}} is not declared", "declare it in kind.yaml or mend its name")
            return
        }
        used.insert(variable.fullName)
        say(variable.fullName, tag, around, source)
        if !variable.mayBeSection {
            report(tag, source, "{{#\(tag.name)}} is always there", "take the section away and keep its words")
        }
    }

    private mutating func layout(_ tag: Tag, _ around: [Tag], _ source: Source, _ layouts: [String]) {
        guard let layout = layoutSet.sources[tag.name] else {
            report(tag, source, "there is no layout \(tag.name)", "add layouts/\(tag.name).mustache or mend the name")
            return
        }
        guard (part == .html) == tag.name.hasSuffix(".html") else {
            let ending = part == .html ? ".html" : ".text"
            report(tag, source, "\(tag.name) is a layout for another part", "use one that ends in \(ending)")
            return
        }
        guard !layouts.contains(tag.name) else {
            report(tag, source, "layouts hold one another in a circle", "break the circle")
            return
        }
        walk(layout, layoutSet.tags[tag.name] ?? [], within: around, layouts: layouts + [tag.name])
    }

    /// Mailboxes show a preheader beside the subject, and most readers see it nowhere else.
    private static func isPreheader(_ around: [Tag]) -> Bool {
        around.contains { $0.role == .block && $0.name == "preheader" }
    }

    private mutating func say(_ name: String, _ tag: Tag, _ around: [Tag], _ source: Source) {
        guard !Self.isPreheader(around) else { return }
        let sigil = [.section: "#", .inverted: "^"][tag.role] ?? ""
        let key = "{{\(sigil)\(name)}}"
        if said[key] == nil { said[key] = Place(file: source.file, line: tag.line) }
    }

    /// Within a layout that is filled there are blocks and nothing else: other words would vanish, and so would a block that
    /// the layout doesn't offer.
    private mutating func inside(_ parent: Tag, _ tag: Tag, _ source: Source) {
        if tag.followsWords || (tag.role != .block && tag.role != .close) {
            report(tag, source, "what stands before or in this tag is in no block", "move it into {{$body}}")
        }
        let blocks = layoutSet.blocks(of: parent.name)
        if tag.role == .block, layoutSet.sources[parent.name] != nil, !blocks.contains(tag.name) {
            report(
                tag, source, "\(parent.name) has no block \(tag.name)",
                "use one of \(blocks.sorted().joined(separator: ", "))")
        }
    }

    /// Tells one fault for one mistake: a name that was mistyped closes what it was meant for, and what encloses an open tag
    /// closes that too.
    private mutating func close(_ tag: Tag, _ open: inout [Tag], _ source: Source) {
        if let index = open.lastIndex(where: { $0.name == tag.name }) {
            for inner in open[(index + 1)...] { unclosed(inner, source) }
            open.removeSubrange(index...)
            return
        }
        guard let innermost = open.last else {
            return report(tag, source, "{{/\(tag.name)}} closes nothing", "take it away or open it before")
        }
        let isUnknown = innermost.role == .parent && layoutSet.sources[innermost.name] == nil
        if !isUnknown {
            report(tag, source, "{{/\(tag.name)}} closes nothing", "close {{/\(innermost.name)}} first")
        }
        if innermost.role != .block { open.removeLast() }
    }

    private mutating func unclosed(_ tag: Tag, _ source: Source) {
        report(tag, source, "\(tag.name) is opened and never closed", "add {{/\(tag.name)}}")
    }

    private mutating func report(_ tag: Tag, _ source: Source, _ fault: String, _ mend: String) {
        faults.append(TemplateFault(file: source.file, line: tag.line, fault: fault, mend: mend))
    }
}
