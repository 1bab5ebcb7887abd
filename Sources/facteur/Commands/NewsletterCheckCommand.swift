import ArgumentParser
import FoundationEssentials
import Mail
import Templates

/// `facteur newsletter check FILE`
struct CheckNewsletter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says everything that is wrong with an issue's file, at its line and column.",
        discussion: """
            Looks at the head, typography, lengths, languages, links, pictures, placeholders and own HTML, and at the spam score \
            where SpamAssassin is on this machine. Needs no database; with one it knows the fields of the list's readers.

            Example: facteur newsletter check lettre.md --fix --links
            """)

    @Argument(help: "The issue's file.")
    var file: String

    @Flag(help: "Set spaces, apostrophes, dots and dashes in the words, and save the file.")
    var fix = false

    @Flag(help: "Ask for every link and picture once, and tell those that do not answer or are too large.")
    var links = false

    @OptionGroup var answer: JSONOption
    @OptionGroup var templates: TemplatesOptions
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try SampleShop.settings(options)
        if fix { try mend(settings) }
        let hand = IssueAtHand(file, settings)
        let library = try TemplateLibrary.load(try templates.directory(settings), settings)
        var more: [IssueFileFault] = []
        if links { more += await IssueLinkLook().faults(of: hand.issue) }
        let spam = await spamScores(hand.issue, library, settings)
        more += spam.faults
        let fields = await IssueAtHand.fields(of: hand.issue.list, settings)
        more += await hand.listFaults(fields)
        let faults = hand.faults(library, fields: fields, besides: more)
        if answer.json {
            StandardOutput.write(try JSON.object(faults.map(FaultLine.init)))
        } else {
            for fault in faults { StandardOutput.write(fault.description) }
            for line in spam.lines { StandardOutput.write(line) }
        }
        guard faults.isEmpty else {
            let count = faults.count == 1 ? "1 fault: mend it" : "\(faults.count) faults: mend those listed above"
            throw CommandError.failed("newsletter: \(file): \(count)")
        }
        if !answer.json { StandardOutput.write("ok: \(file)") }
    }

    /// A fault for programs.
    private struct FaultLine: Encodable {
        var file: String
        var line: Int
        var column: Int
        var fault: String
        var mend: String

        init(_ fault: IssueFileFault) {
            file = fault.file
            line = fault.fault.line
            column = fault.fault.column
            self.fault = fault.fault.fault
            mend = fault.fault.mend
        }
    }

    private func mend(_ settings: Settings) throws(CommandError) {
        let hand = IssueAtHand(file, settings)
        for source in IssueFileFix.changed(hand.issue, standard: hand.standard) {
            do { try Data(source.text.utf8).write(to: URL(filePath: source.file), options: .atomic) } catch {
                throw .failed("newsletter: \(source.file) cannot be written: may this user write there?")
            }
            if !answer.json { StandardOutput.write("\(source.file): spaces and apostrophes are set") }
        }
    }

    /// What SpamAssassin thinks of each language's letter.
    private func spamScores(
        _ issue: IssueFile, _ library: TemplateLibrary, _ settings: Settings
    ) async -> (faults: [IssueFileFault], lines: [String]) {
        var faults: [IssueFileFault] = []
        var lines: [String] = []
        guard let composer = try? Composer(settings) else {
            return ([], ["spam score: not looked at: mail.from is not as it must be"])
        }
        for rendered in library.letters(of: issue) {
            guard let letter = try? rendered.letter.get(),
                let message = try? composer.compose(letter, for: rendered.message)
            else { continue }
            switch await SpamLook.answer(about: message.bytes) {
            case .none(let reason): return (faults, ["spam score: not looked at: \(reason)"])
            case .report(let report):
                lines.append("spam score in \(rendered.locale): \(report.text)")
                if report.isSpam, let place = rendered.edition.head["subject"] ?? rendered.edition.head["title"] {
                    faults.append(
                        place.fault("SpamAssassin takes the letter for spam: \(report.text)", "mend what counts most"))
                }
            }
        }
        return (faults, lines)
    }
}
