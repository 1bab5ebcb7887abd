/// What is in a database's schema and differs from what the migrations make: an index that somebody dropped, a function that was changed
/// by hand. Pure.
package struct SchemaDrift: Sendable, Hashable {
    /// What the schema is made of: an object by its kind and name, and what it is.
    struct Object: Sendable, Hashable {
        /// `function`, `table`, `column`, `index`, `constraint`, `trigger`, `sequence`, `type`, `view`.
        let kind: String
        let name: String
        let definition: String
        /// Whether PostgreSQL wrote the definition, each major version in its own words perhaps.
        let isDeparsed: Bool

        /// How it is told: `function settle(...)`.
        var title: String { "\(kind) \(name)" }

        /// The same whatever the session's search path is.
        fileprivate var comparable: String { definition.replacing("facteur.", with: "") }
    }

    /// One object that is not as it should be, as one line each that says what to do.
    package var missing: [String] = []
    package var changed: [String] = []
    /// What no migration makes; it may be somebody's on purpose.
    package var foreign: [String] = []

    /// Whether all is as the migrations make it.
    package var isNone: Bool { missing.isEmpty && changed.isEmpty && foreign.isEmpty }

    /// - Parameters:
    ///   - catalog: What the migrations make.
    ///   - live: What is there.
    ///   - version: The server's major version.
    init(of live: [Object], from catalog: SchemaCatalog, version: Int) {
        // By name alone, so that an argument's name in the session's search path makes no other object.
        let there = Dictionary(live.map { (Self.key($0), $0) }) { first, _ in first }
        let known = Set(catalog.objects.map(Self.key))
        let lostTables = Set(catalog.objects.filter { $0.kind == "table" && there[Self.key($0)] == nil }.map(\.name))
        for object in catalog.objects {
            // A table that is gone is told once, and not column by column.
            if lostTables.contains(String(object.name.prefix { $0 != "." })), object.kind != "table" { continue }
            guard let found = there[Self.key(object)] else {
                missing.append("\(object.title) is missing: \(Self.mend(object))")
                continue
            }
            guard found.comparable != object.comparable, !object.isDeparsed || version == catalog.version else {
                continue
            }
            changed.append("\(object.title) was changed\(Self.difference(found, object)): \(Self.mend(object))")
        }
        foreign = live.filter { !known.contains(Self.key($0)) }.map(\.title)
    }

    private static func key(_ object: Object) -> String {
        "\(object.kind) \(object.name.replacing("facteur.", with: ""))"
    }

    /// What is short enough to show.
    private static func difference(_ found: Object, _ wanted: Object) -> String {
        wanted.kind == "function" ? "" : " (it is: \(found.definition); it should be: \(wanted.definition))"
    }

    private static func mend(_ object: Object) -> String {
        switch object.kind {
        case "index":
            let create = object.definition.replacing(" ON ONLY ", with: " ON ")
            return "as the schema's owner, `\(create)`, after `drop index if exists facteur.\(object.name)`"
        case "function":
            return "put back its definition, the last one in `facteur migrate --print`, as the schema's owner"
        default: return "put it back as `facteur migrate --print` has it, or restore a backup"
        }
    }
}

/// What the migrations make, as a fresh database has it: read from a file that a test keeps as the migrations are.
struct SchemaCatalog: Sendable {
    /// The server's major version that wrote it.
    let version: Int
    let objects: [SchemaDrift.Object]

    static let own = SchemaCatalog(Statement.catalog)

    /// Reads `version<TAB>15`, then an object a line: kind, name, whether it is deparsed, definition.
    init(_ text: String) {
        var version = 0
        var objects: [SchemaDrift.Object] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            if fields.count == 2 { version = Int(fields[1]) ?? 0 }
            guard fields.count == 4 else { continue }
            objects.append(
                .init(kind: fields[0], name: fields[1], definition: fields[3], isDeparsed: fields[2] == "t"))
        }
        self.version = version
        self.objects = objects
    }
}
