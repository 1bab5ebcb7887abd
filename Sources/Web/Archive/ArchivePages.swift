import Hummingbird
import Mail

/// The list of a list's issues.
struct ArchivePages: Sendable {
    struct Item: Sendable {
        let entry: ArchiveEntry
        let title: String
    }

    private let pages: ReaderPages

    init(_ pages: ReaderPages) { self.pages = pages }

    /// - Parameters:
    ///   - number: Which page of it, from 1 on.
    ///   - isLast: Whether there are no older ones.
    func page(of list: ArchivedList, named name: String, _ items: [Item], number: Int, isLast: Bool) -> Page {
        let folder = ArchiveRoute.encoded(name)
        let entries = items.map { item in
            let civil = Zone.paris.civil(at: item.entry.publishedAt)
            return Page.Entry(
                link: Page.Link(text: item.title, target: "\(folder)/\(item.entry.id)"),
                date: pages.language.date(civil), machineDate: String(item.entry.publishedAt.rfc3339.prefix(10)))
        }
        var links: [Page.Link] = []
        if number > 1 { links.append(pages.link(Phrases.newer, number == 2 ? folder : "?page=\(number - 1)")) }
        if !isLast { links.append(pages.link(Phrases.older, "?page=\(number + 1)")) }
        let feed = "\(folder)/\(ArchiveRoute.feedName)"
        links += [pages.link(Phrases.feed, feed), pages.toSite]
        return Page(
            language: pages.language,
            headers: [.cacheControl: "public, max-age=300", .vary: "Accept-Language"],
            heading: list.title ?? pages.shop.newsletterName ?? name,
            paragraphs: items.isEmpty ? [pages.runs(Phrases.noLetters)] : [], entries: entries, links: links,
            feed: feed, isPublic: true)
    }
}
