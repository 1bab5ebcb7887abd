import Foundation
import Mail
import Templates
import Testing

@Suite("The machine's locale and zone", .timeLimit(.minutes(5)))
struct MachineTests {
    /// A machine as a process sees it.
    struct Machine: Codable, Sendable, CustomTestStringConvertible {
        var language: String
        var zone: String
        var hasZones = true
        var testDescription: String { "\(language), \(zone)\(hasZones ? "" : ", no tzdata")" }
    }

    @Test(
        "Every letter is the same bytes on every machine, with tzdata or without (T10)",
        arguments: [
            Machine(language: "C", zone: "UTC"), Machine(language: "fr_FR.UTF-8", zone: "Europe/Paris"),
            Machine(language: "C", zone: "America/Guadeloupe", hasZones: false),
            Machine(language: "ar_EG.UTF-8", zone: "America/Guadeloupe"),
        ])
    func sameBytes(machine: Machine) async throws {
        let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) { [machine] in
            for name in ["LANG", "LC_ALL", "LANGUAGE"] { setenv(name, machine.language, 1) }
            setenv("TZ", machine.zone, 1)
            if !machine.hasZones {
                let empty = NSTemporaryDirectory() + "/zones-\(UUID().uuidString)"
                try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
                setenv("TZDIR", empty, 1)
            }
            setlocale(LC_ALL, "")
            tzset()
            print(try Self.letters())
        }
        let letters = try Self.letters() + "\n"
        #expect(letters.utf8.count > 100_000)
        let isSame = String(decoding: result.standardOutputContent, as: UTF8.self).hasSuffix(letters)
        #expect(isSame)
    }

    /// Every kind's sample in every locale.
    private static func letters() throws -> String {
        let library = try Shop.library()
        var words = ""
        for kind in library.kinds {
            for locale in kind.locales {
                let letter = try library.sampleLetter(of: kind.name, locale: locale)
                words += "\(kind.name) \(letter.language)\n\(letter.subject)\n\(letter.text)\(letter.html ?? "")"
            }
        }
        return words
    }
}
