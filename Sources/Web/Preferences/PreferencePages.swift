import Mail

/// The page on which a reader chooses, list by list, how much they get.
struct PreferencePages: Sendable {
    private let pages: ReaderPages

    init(_ pages: ReaderPages) { self.pages = pages }

    /// - Parameters:
    ///   - subscription: That of the token, for the address.
    ///   - target: Where the form is posted to, relative.
    ///   - isSaved: Whether choices were just sent, whatever they changed: the second click is answered like the first.
    func page(
        _ subscription: SubscriptionView, _ lists: [ListPreference], target: String, isSaved: Bool
    ) -> Page {
        let items = lists.map { list in
            Page.Choices.Item(
                id: PreferenceForm.id(of: list.list), title: title(of: list, among: lists), options: options(list))
        }
        return Page(
            language: pages.language, heading: pages.text(Phrases.choicesHeading),
            notice: isSaved ? pages.text(Phrases.saved) : nil,
            paragraphs: [pages.runs(Phrases.choicesBody, subscription), pages.runs(Phrases.otherMail)],
            choices: items.isEmpty
                ? nil : Page.Choices(target: target, items: items, button: pages.text(Phrases.save)),
            links: [pages.toSite])
    }

    /// A list without a title is the shop's newsletter; of several, each needs a name of its own.
    private func title(of list: ListPreference, among lists: [ListPreference]) -> String {
        if let title = list.title { return title }
        let isOnly = lists.filter { $0.title == nil }.count == 1
        return isOnly ? pages.shop.newsletterName ?? list.list : list.list
    }

    private func options(_ list: ListPreference) -> [Page.Choices.Option] {
        let chosen = list.choice
        return ListPreference.Choice.allCases.map { choice in
            Page.Choices.Option(
                value: choice.rawValue, text: words(choice, list, isChosen: choice == chosen),
                isChosen: choice == chosen)
        }
    }

    private func words(_ choice: ListPreference.Choice, _ list: ListPreference, isChosen: Bool) -> String {
        switch choice {
        case .always: return pages.text(Phrases.always)
        case .weekly: return pages.text(Phrases.weekly)
        case .monthly: return pages.text(Phrases.monthly)
        case .pause:
            guard isChosen, let end = list.pausedUntil else { return pages.text(Phrases.pause) }
            let day = pages.language.date(Zone.paris.civil(at: end))
            return pages.text(Phrases.pausedUntil, ["date": day])
        case .leave: return pages.text(list.isSubscribed ? Phrases.leave : Phrases.none)
        }
    }
}
