import Mail

/// Whether a button's address stands in clear where it must, and nowhere else. Whoever cannot follow a secret link has no other way to
/// where it leads; everything else is found on the shop's site, and an address in clear would be noise.
enum ActionCheck {
    private static let inClear = "action.html"
    private static let plain = "button.html"

    static func faults(in source: Source, of definition: KindDefinition) -> [TemplateFault] {
        let parameters = definition.parameters.flatMap { [$0] + $0.fields }
        let secrets = Set(parameters.filter(\.isSecret).map(\.name))
        return calls(in: source).compactMap { call in
            let isSecret = secrets.contains(call.link.name)
            guard isSecret != (call.layout == inClear) else { return nil }
            let name = "{{\(call.link.name)}}"
            return TemplateFault(
                file: source.file, line: call.link.line,
                fault: isSecret
                    ? "the secret link \(name) has a button alone, and who cannot press it has no other way"
                    : "\(name) is no secret link, and its address stands in clear under the button",
                mend: "call \(isSecret ? inClear : plain)")
        }
    }

    /// The variables that stand in the block `link` of either layout.
    private static func calls(in source: Source) -> [(layout: String, link: Tag)] {
        var calls: [(layout: String, link: Tag)] = []
        var open: [Tag] = []
        for tag in Tag.scan(source.text) {
            if tag.role == .close, let index = open.lastIndex(where: { $0.name == tag.name }) {
                open.removeSubrange(index...)
            }
            if tag.opens { open.append(tag) }
            guard tag.role == .variable, let block = open.last, block.role == .block, block.name == "link",
                let layout = open.dropLast().last, [inClear, plain].contains(layout.name)
            else { continue }
            calls.append((layout.name, tag))
        }
        return calls
    }
}
