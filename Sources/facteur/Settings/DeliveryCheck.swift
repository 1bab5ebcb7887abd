/// What is wrong with the keys below `delivery` together. Each of them alone would let mail out, or seem to keep it in.
struct DeliveryCheck {
    struct Fault {
        let setting: any SettingDefinition
        let text: String
    }

    let faults: [Fault]

    /// - Parameter isModeWritten: Whether somebody wrote `delivery.mode`, and did not just leave it out.
    init(_ settings: Settings, isModeWritten: Bool) {
        let mode = settings[Keys.Delivery.mode]
        var faults: [Fault] = []
        if mode == .redirect, settings[Keys.Delivery.redirectTo] == nil {
            faults.append(
                Fault(
                    setting: Keys.Delivery.mode,
                    text: "redirect needs delivery.redirectTo; allowed: set it, or write hold or send here"))
        }
        if mode == .send, !isModeWritten {
            // Somebody took this file for one that keeps mail in.
            if settings[Keys.Delivery.redirectTo] != nil {
                faults.append(
                    Fault(
                        setting: Keys.Delivery.redirectTo,
                        text: "without delivery.mode mail goes to everybody; allowed: with delivery.mode: redirect"))
            }
            if settings[Keys.Delivery.allow] != nil {
                faults.append(
                    Fault(
                        setting: Keys.Delivery.allow,
                        text:
                            "without delivery.mode mail goes to everybody; allowed: with delivery.mode: hold or redirect"
                    ))
            }
        }
        self.faults = faults
    }
}
