import Mail
import Postgres
import Testing

@testable import facteur

@Suite("What a line of a file of subscribers says")
struct SubscriberLineTests {
    /// The lines below the first, as they are understood.
    private func lines(_ text: String) throws -> [SubscriberLine] {
        var reader = CSVReader()
        let records = reader.read(text.utf8) + reader.end()
        let header = try #require(records.first)
        let below = records.dropFirst()
        let columns = try SubscriberColumns(header: header.fields, sample: below.map(\.fields))
        return below.map { SubscriberLine($0, columns, .paris) }
    }

    @Test("Columns are found by their titles in either language", arguments: SubscriberCorpus.headers)
    func headers(header: String, line: String, email: String, name: String, consentedAt: String) throws {
        let read = try #require(try lines("\(header)\n\(line)\n").first)
        #expect(read.fault == nil)
        let subscriber = try #require(read.subscriber)
        #expect(subscriber.email == email)
        #expect(subscriber.name == name)
        let moment = consentedAt.isEmpty ? "" : try WrittenMoment(consentedAt, in: .paris).rfc3339
        #expect(subscriber.consentedAt == moment)
        #expect(subscriber.status == .subscribed)
    }

    @Test("A first line that names no address, or several, tells the columns", arguments: SubscriberCorpus.badHeaders)
    func badHeaders(header: String, line: String, told: [String]) throws {
        let fault = try #require(throws: SubscriberColumns.Fault.self) { try lines("\(header)\n\(line)\n") }
        for word in told { #expect("\(fault)".contains(word), "\(fault)") }
    }

    @Test("Who left, who has yet to confirm, and what nobody can know", arguments: SubscriberCorpus.standings)
    func standings(header: String, line: String, status: String?) throws {
        let read = try #require(try lines("email;\(header)\na@b.test;\(line)\n").first)
        #expect(read.subscriber?.status.rawValue == status)
        #expect((read.fault == nil) == (status != nil))
    }

    @Test("The moment of leaving is the one that a column says")
    func leftAt() throws {
        let read = try #require(try lines("email;status;Date de désinscription\na@b.test;désabonné;01/05/2024").first)
        #expect(read.subscriber?.leftAt == "2024-05-01T00:00:00+02:00")
    }

    @Test("Who left stays out, whatever else is wrong with the line")
    func leaving() throws {
        let read = try #require(try lines("email;status;consented_at\na@b.test;cleaned;hier").first)
        #expect(read.subscriber?.status == .unsubscribed)
        #expect(read.subscriber?.consentedAt == "")
        #expect(read.fault?.contains("consented_at") == true)
    }

    @Test("A value that no column names is told, not lost")
    func surplus() throws {
        let read = try lines("email,name,\na@b.test,Zoé,\nb@b.test,Dupont, Zoé\nc@b.test,Zoé,,,\nd@b.test,Zoé,,x")
        #expect(read.map { $0.fault == nil } == [true, false, true, false])
        #expect(read[1].fault?.contains("column 3") == true)
        #expect(read[1].subscriber == nil)
    }

    @Test("Columns that are not read are named, in the words of the file")
    func ignored() throws {
        let columns = try SubscriberColumns(
            header: ["Nom", "Téléphone", " E-mail ", "Date", "", "Adresse"], sample: [])
        #expect(columns.ignored == ["Téléphone", "Date", "Adresse"])
    }

    @Test("A fault shows no more of a file than a terminal may see")
    func terminal() throws {
        let read = try #require(
            try lines("email,status\na@b.test,\u{1B}[2J\u{202E}x\(String(repeating: "y", count: 99))").first)
        let fault = try #require(read.fault)
        #expect(!fault.contains("\u{1B}") && !fault.contains("\u{202E}"))
        #expect(fault.utf8.count < 150)
    }

    @Test(
        "Further columns are kept as fields where they are named, under the names that issues say",
        arguments: [
            ("ville", ["ville": "Lyon"]), ("VILLE", ["ville": "Lyon"]), ("city=Ville", ["city": "Lyon"]),
            ("city=Ville, Date de naissance", ["city": "Lyon", "date_de_naissance": "12 mai"]),
            ("all", ["ville": "Lyon", "date_de_naissance": "12 mai"]), ("", [:]),
        ])
    func fields(argument: String, fields: [String: String]) throws {
        let header = ["email", "Ville", "Prénom", "Date de naissance", "Vide"]
        let choice = argument.isEmpty ? FieldChoice.none : FieldChoice(argument)
        let columns = try SubscriberColumns(header: header, sample: [], choice: choice)
        #expect(columns.fields(in: ["a@b.test", "Lyon", "Zoé", " 12  mai ", ""]) == fields)
    }

    @Test(
        "A field that the file has not, that says something else already, or that no issue could say is told",
        arguments: [
            ("pays", "no further column is called pays"), ("prénom", "no further column is called prénom"),
            ("a=Ville,a=Vide", "two columns would be the field a"),
            ("Ville,ville", "two columns would be the field ville"),
            ("name=Ville", "name is no name for a field"), ("Q=Ville", "Q is no name for a field"),
        ])
    func wrongFields(argument: String, told: String) throws {
        let fault = try #require(throws: SubscriberColumns.Fault.self) {
            try SubscriberColumns(
                header: ["email", "Ville", "Prénom", "Vide"], sample: [], choice: FieldChoice(argument))
        }
        #expect("\(fault)".hasPrefix(told), "\(fault)")
    }
}
