import Yams

/// YAML as this room reads it: texts, lists and mappings that know their lines. The only file that knows Yams.
struct YAMLNode {
    enum Content {
        case text(String)
        case list([YAMLNode])
        case mapping([Field])
    }

    /// A key, the line it stands on, and its value.
    struct Field {
        let key: String
        let line: Int
        let value: YAMLNode
    }

    let content: Content
    let line: Int

    init(parsing source: Source) throws(TemplateFault) {
        do {
            guard let root = try Yams.compose(yaml: source.text) else {
                self.init(content: .mapping([]), line: 1)
                return
            }
            self.init(root)
        } catch {
            throw TemplateFault(
                file: source.file, line: Self.line(of: error), fault: "is no YAML",
                mend: "mend the syntax near this line")
        }
    }

    private init(content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    private init(_ node: Node) {
        let line = node.mark?.line ?? 1
        let content: Content
        switch node {
        case .scalar(let scalar): content = .text(scalar.string)
        case .sequence(let nodes): content = .list(nodes.map(YAMLNode.init))
        case .mapping(let pairs):
            content = .mapping(
                pairs.map { key, value in
                    Field(key: key.scalar?.string ?? "", line: key.mark?.line ?? line, value: YAMLNode(value))
                })
        case .alias: content = .text("")
        }
        self.init(content: content, line: line)
    }

    private static func line(of error: any Error) -> Int? {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }
}

extension Source {
    /// The line of a key below one of a YAML file's own keys; nil where there is none.
    func line(of key: String, under section: String) -> Int? {
        let root = try? YAMLNode(parsing: self)
        let fields = root?.mapping?.first { $0.key == section }?.value.mapping ?? []
        return fields.first { $0.key == key }?.line
    }
}

extension YAMLNode {
    var text: String? { if case .text(let text) = content { text } else { nil } }
    var list: [YAMLNode]? { if case .list(let nodes) = content { nodes } else { nil } }
    var mapping: [Field]? { if case .mapping(let fields) = content { fields } else { nil } }
}
