import ArgumentParser
import FoundationEssentials
import Mail
import Postgres
import Web

/// `facteur newsletter image add|list`
struct NewsletterImageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Pictures of issues, served by facteur web.",
        discussion: "Example: facteur newsletter image add tasse.jpg --alt \"Une tasse bleue sur une table de bois\"",
        subcommands: [AddImage.self, ListImages.self])
}

/// `facteur newsletter image add FILE`
struct AddImage: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Stores a picture, and prints its address and what to write in an issue.",
        discussion: """
            PNG, JPEG, GIF or WebP, up to 1 MiB and 4,000 pixels each way; one that moves must come to rest within 5 seconds. Its address is made \
            of its content: the same file twice is one picture, and what was sent never shows another. Readers who see no \
            pictures, or cannot see, get --alt: say what it shows as one would by telephone. --alt "" says that it only decorates.

            Example: facteur newsletter image add tasse.jpg --alt "Une tasse bleue sur une table de bois"
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(help: ArgumentHelp("What it shows, in words; empty where it only decorates.", valueName: "text"))
    var alt: String?

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        guard let alt else {
            throw CommandError.usage(
                "newsletter image: \(name): --alt is missing: say what it shows, for who does not see it (--alt \"Une tasse bleue\"), or --alt \"\" where it only decorates"
            )
        }
        guard let address = try options.settings(for: .outbox)[Keys.Web.publicURL] else {
            throw CommandError.settings(
                "newsletter image: web.publicUrl is not set: set it, since readers fetch the picture there")
        }
        let content = try Self.content(of: file)
        let measure = try Self.measure(content, named: name)
        let hash = try await outbox.addImage(content, measure, alt: alt)
        let url = ImageAddress.text(hash: hash, format: measure.format, publicURL: address)
        StandardOutput.write(url)
        StandardOutput.write("\(measure.width) x \(measure.height) pixels, \(ByteSize.text(content.count))")
        let isDecoration = alt.allSatisfy(\.isWhitespace)
        StandardOutput.write(isDecoration ? Self.html(url, width: measure.width) : Self.markdown(alt, url))
        if measure.format == .webp {
            StandardError.write(
                "facteur: warning: newsletter image: \(name): Outlook for Windows shows no WebP: a PNG or a JPEG is seen everywhere"
            )
        }
    }

    /// As an issue has it. What would end the words, or count as Markdown in them, is escaped.
    static func markdown(_ alt: String, _ url: String) -> String {
        let words = alt.reduce(into: "") { text, character in
            if "\\[]*_`<&".contains(character) { text.append("\\") }
            text.append(character)
        }
        return "![\(words)](\(url))"
    }

    /// As HTML of one's own has it: in Markdown a picture without words is none.
    static func html(_ url: String, width: Int) -> String { "<img src=\"\(url)\" alt=\"\" width=\"\(width)\">" }

    private static func content(of file: String) throws -> [UInt8] {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
            // Whatever it may be, it is not read whole.
            guard size <= 64 << 20 else {
                throw CommandError.failed("newsletter image: \(file): has \(ByteSize.text(size)): \(limit)")
            }
            return Array(try Data(contentsOf: URL(filePath: file)))
        } catch let error as CommandError { throw error } catch {
            throw CommandError.failed("newsletter image: \(file): cannot be read: is it there, and yours to read?")
        }
    }

    private static var limit: String { "\(ByteSize.text(ImageRules.mostBytes)) is the limit" }

    private static func measure(_ content: [UInt8], named name: String) throws(CommandError) -> ImageMeasure {
        let measure: ImageMeasure
        do throws(ImageMeasure.Fault) { measure = try ImageMeasure(content) } catch {
            throw .failed("newsletter image: \(name): \(error)")
        }
        let faults = ImageRules.faults(of: measure, named: name, bytes: content.count)
        guard faults.isEmpty else { throw .failed(faults.map { "newsletter image: \(name): \($0)" }) }
        return measure
    }
}

/// `facteur newsletter image list`
struct ListImages: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows the pictures that are stored, the latest first.",
        discussion: "Example: facteur newsletter image list")

    @Option(help: "How many at most.")
    var limit = 50

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let images = try await outbox.images(limit: limit)
        guard !answer.json else { return StandardOutput.write(try JSON.object(images)) }
        let address = try options.settings(for: .outbox)[Keys.Web.publicURL] ?? ""
        guard !images.isEmpty else {
            return StandardOutput.write("there are no pictures: facteur newsletter image add FILE stores one")
        }
        var table = Table("address", "pixels", "size", "what it shows")
        for image in images {
            guard let format = ImageFormat(mediaType: image.mediaType) else { continue }
            table.add([
                ImageAddress.text(hash: image.hash, format: format, publicURL: address),
                "\(image.width) x \(image.height)", ByteSize.text(image.bytes), image.alt.isEmpty ? "-" : image.alt,
            ])
        }
        for line in table.lines { StandardOutput.write(line) }
    }
}
