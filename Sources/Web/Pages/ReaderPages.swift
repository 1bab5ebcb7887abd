import Hummingbird
import Mail

/// What the public endpoint says to one reader about a subscription, in their language.
struct ReaderPages: Sendable {
    let shop: ShopIdentity
    let language: Language

    /// The same in the language in which a reader is written to, where that is known.
    func `in`(_ locale: String?) -> ReaderPages {
        ReaderPages(shop: shop, language: locale.flatMap { Language(tag: $0) } ?? language)
    }

    /// How things stand, and the one button.
    func offer(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        Page(
            language: language, heading: text(Phrases.leaveHeading),
            paragraphs: [runs(Phrases.leaveBody, subscription), runs(Phrases.otherMail)],
            action: .form(text: text(Phrases.leave), target: links.unsubscribeLink, isPrincipal: true),
            links: [link(Phrases.lessOften, links.preferencesLink)])
    }

    /// The subscription has ended, now or long ago, and the way back.
    func ended(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        Page(
            language: language, heading: text(Phrases.leftHeading),
            paragraphs: [runs(Phrases.leftBody, subscription), runs(Phrases.leftMistake)],
            action: .form(text: text(Phrases.comeBack), target: links.wayBackLink, isPrincipal: false),
            links: [link(Phrases.preferences, links.preferencesLink), toSite])
    }

    /// The subscription was taken up again.
    func restored(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        content(Phrases.backHeading, Phrases.backBody, subscription, links)
    }

    /// The question that a list asks before it writes to anybody, with its one button.
    func question(_ subscription: SubscriptionView, target: String) -> Page {
        Page(
            language: language, heading: text(Phrases.questionHeading),
            paragraphs: [runs(Phrases.questionBody, subscription), runs(Phrases.questionStranger)],
            action: .form(text: text(Phrases.confirm), target: target, isPrincipal: true))
    }

    /// The reader has said yes, now or long ago.
    func confirmed(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        content(Phrases.confirmedHeading, Phrases.confirmedBody, subscription, links)
    }

    /// Where all is as its reader wants it, the way leads to the shop, and out only for who looks for it.
    private func content(
        _ heading: Phrase, _ body: Phrase, _ subscription: SubscriptionView, _ links: UnsubscribeRoute
    ) -> Page {
        Page(
            language: language, heading: text(heading),
            paragraphs: [runs(body, subscription), runs(Phrases.anyTime)], action: .link(toSite),
            links: [
                link(Phrases.preferences, links.preferencesLink), link(Phrases.leave, links.unsubscribeLink),
            ])
    }

    /// What a list is called to its readers.
    func title(of subscription: SubscriptionView) -> String {
        subscription.hasTitle ? subscription.listName : shop.newsletterName ?? subscription.listName
    }

    func text(_ phrase: Phrase, _ values: [String: String] = [:]) -> String { phrase.text(language, values) }

    func runs(_ phrase: Phrase, _ subscription: SubscriptionView? = nil) -> [Page.Run] {
        guard let subscription else { return phrase.runs(language) }
        return phrase.runs(
            language, ["address": .strong(subscription.maskedAddress), "list": .plain(title(of: subscription))])
    }

    func link(_ phrase: Phrase, _ target: String) -> Page.Link { Page.Link(text: text(phrase), target: target) }

    /// The way to the shop.
    var toSite: Page.Link { link(Phrases.toSite, shop.url) }
}
