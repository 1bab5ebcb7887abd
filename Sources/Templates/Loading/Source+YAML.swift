import LinedYAML

extension Source {
    /// The root of a YAML file; nil for an empty one. Throws the parser's complaint as a fault.
    func yaml() throws(TemplateFault) -> YAMLNode? {
        do throws(YAMLFault) { return try YAMLNode.parsing(text) } catch {
            throw TemplateFault(
                file: file, line: error.line, fault: "is no YAML", mend: "mend the syntax near this line")
        }
    }

    /// The line of a key below one of a YAML file's own keys; nil where there is none.
    func line(of key: String, under section: String) -> Int? {
        let root = try? yaml()
        let entries = root?.mapping?.first { $0.key == section }?.value.mapping ?? []
        return entries.first { $0.key == key }?.line
    }
}
