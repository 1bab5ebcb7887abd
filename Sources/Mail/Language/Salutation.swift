extension Language {
    /// `Bonjour Camille,`, `Hello Camille,`, without a civility of our own; `Bonjour,` where there is no name, or none to repeat.
    package func salutation(for name: String?) -> String {
        PersonName.greeted(name).map { "\(wording.greeting) \($0)," } ?? "\(wording.greeting),"
    }
}
