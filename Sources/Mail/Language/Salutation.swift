extension Language {
    /// `Bonjour Camille,`, `Hello Camille,`, without a civility; `Bonjour,` where there is no name, or none to repeat: anyone can type
    /// anything into a registration form, so what is longer than 40 characters or holds more than a name holds (a domain, a
    /// URL, digits, brackets, an emoji, an override of the writing direction) is not sent to a third person's mailbox.
    package func salutation(for name: String?) -> String {
        guard let name = name.map(PersonName.trimmed), PersonName.isPlausible(name) else {
            return "\(wording.greeting),"
        }
        return "\(wording.greeting) \(name),"
    }
}
