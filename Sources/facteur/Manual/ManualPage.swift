/// One command's page in section 1 of the manual, made of what its `--help` says.
struct ManualPage {
    let command: CommandDescription

    /// `facteur-newsletter-show.1`
    var fileName: String { command.words.joined(separator: "-") + ".1" }

    /// The page. `date` is that of the release, as `2026-11-29`: the same program gives the same bytes.
    func text(version: String, date: String) -> String {
        var page = ManualText()
        let name = command.words.joined(separator: "-")
        page.request("TH", name.uppercased(), "1", date, "facteur \(version)", "Facteur")
        page.request("SH", "NAME")
        let abstract = command.abstract ?? ""
        page.line("\(name) - \(abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract)")
        page.request("SH", "SYNOPSIS")
        page.request("B", command.words.joined(separator: " "))
        page.line(synopsis)
        description(&page)
        arguments(&page)
        if command.superCommands?.isEmpty ?? true { program(&page) }
        examples(&page)
        page.request("SH", "SEE ALSO")
        page.line(related.joined(separator: ", "))
        return page.text
    }

    private var shownArguments: [CommandDescription.Argument] { (command.arguments ?? []).filter(\.shouldDisplay) }

    private var synopsis: String {
        guard command.shownSubcommands.isEmpty else { return "COMMAND [OPTION...]" }
        return shownArguments.filter { $0.names?.contains { $0.name == "help" || $0.name == "version" } != true }.map {
            argument in
            let value = (argument.valueName ?? "value").uppercased()
            let word =
                switch argument.kind {
                case "positional": value
                case "flag": argument.names?.last?.text ?? ""
                default: "\(argument.names?.last?.text ?? "") \(value)"
                }
            let several = argument.isRepeating ? word + "..." : word
            return argument.isOptional || argument.kind == "flag" ? "[\(several)]" : several
        }.joined(separator: " ")
    }

    /// The text before the examples, and the examples; each stands in a line that begins so.
    private var parts: (text: String, examples: [String]) {
        var (text, examples): ([Substring], [String]) = ([], [])
        for line in (command.discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            if let example = line.firstRange(of: "Example: ") {
                examples.append(String(line[example.upperBound...]))
            } else {
                text.append(line)
            }
        }
        return (text.joined(separator: "\n"), examples)
    }

    private func description(_ page: inout ManualText) {
        page.request("SH", "DESCRIPTION")
        page.line(command.abstract ?? "")
        page.paragraphs(parts.text)
        guard !command.shownSubcommands.isEmpty else { return }
        page.request("SH", "COMMANDS")
        for subcommand in command.shownSubcommands {
            page.request("TP")
            page.request("B", subcommand.words.joined(separator: " "))
            page.line(subcommand.abstract ?? "")
        }
    }

    private func arguments(_ page: inout ManualText) {
        guard !shownArguments.isEmpty else { return }
        page.request("SH", "OPTIONS")
        for argument in shownArguments {
            let value = argument.kind == "flag" ? nil : argument.valueName
            let names = argument.names?.map(\.text).joined(separator: ", ")
            page.request("TP")
            page.request(
                "B",
                [names, value.map { names == nil ? $0.uppercased() : " \($0.uppercased())" }].compactMap(\.self)
                    .joined())
            page.line(argument.abstract ?? argument.valueName ?? "")
            if let standard = argument.defaultValue { page.line("Default: \(standard).") }
            if let discussion = argument.discussion { page.line(discussion) }
        }
    }

    private func examples(_ page: inout ManualText) {
        guard !parts.examples.isEmpty else { return }
        page.request("SH", "EXAMPLES")
        page.commands(parts.examples)
    }

    /// What concerns the program as a whole.
    private func program(_ page: inout ManualText) {
        page.request("SH", "EVERYDAY TASKS")
        for task in ManualTask.all {
            page.request("SS", task.question)
            page.commands(task.commands)
            page.line(task.answer)
        }
        page.request("SH", "EXIT STATUS")
        for (code, meaning) in CommandError.Code.meanings {
            page.request("TP")
            page.request("B", "\(code)")
            page.line(meaning)
        }
        page.request("SH", "FILES")
        for (file, meaning) in [
            (
                SettingsFile.standardPath,
                "the settings; each key can be overridden by its environment variable, smtp.url by FACTEUR_SMTP_URL"
            ),
            ("/etc/facteur", "secrets, each in a file of its own, which the units hand over (LoadCredential)"),
            (
                "/var/lib/facteur",
                "the worker's journal, which makes a crash harmless: never delete it while mail is under way"
            ),
        ] {
            page.request("TP")
            page.request("I", file)
            page.line(meaning)
        }
    }

    private var related: [String] {
        let parent = command.superCommands ?? []
        let above = parent.isEmpty ? [] : [parent.joined(separator: "-") + "(1)"]
        let below = command.shownSubcommands.map { $0.words.joined(separator: "-") + "(1)" }
        return above + below + (parent.isEmpty ? ["/usr/share/doc/facteur/README.md"] : [])
    }
}
