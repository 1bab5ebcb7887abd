/// The page's style: one column on a phone, list beside mail on a desk, light or dark as the system is.
enum DemoStyle {
    static let sheet = #"""
        :root {
          color-scheme: light dark;
          --ground: light-dark(#f3f1ec, #16181b);
          --sheet: light-dark(#ffffff, #1f2226);
          --ink: light-dark(#23262b, #eceae6);
          --quiet: light-dark(#5b6068, #a9adb4);
          --line: light-dark(#dedad1, #34383e);
          --accent: light-dark(#1f4fa3, #8db4ff);
          --on-accent: light-dark(#ffffff, #10151d);
          --chosen: light-dark(#e4ebf8, #28334a);
          --alarm: light-dark(#a1260d, #ffa08a);
          font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        *, ::before, ::after { box-sizing: border-box; }
        [hidden] { display: none !important; }
        body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column;
          background: var(--ground); color: var(--ink); }
        h1, h2, p, dl, dd, ol, pre, fieldset { margin: 0; padding: 0; }
        a { color: var(--accent); }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

        .bar { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; padding: .75rem 1rem;
          background: var(--sheet); border-bottom: 1px solid var(--line); }
        .bar h1 { font-size: 1.25rem; letter-spacing: -.01em; }
        .state { flex: 1; color: var(--quiet); font-size: .875rem; }
        .state::before { content: ""; display: inline-block; width: .5rem; height: .5rem; margin-right: .5rem;
          border-radius: 50%; background: #2f9e57; }
        .state.lost { color: var(--alarm); }
        .state.lost::before { background: currentColor; }

        button, input, select, textarea { font: inherit; color: inherit; border: 1px solid var(--line);
          border-radius: .5rem; background: var(--sheet); padding: .5rem .75rem; min-height: 2.75rem; }
        input, select, textarea { width: 100%; background: var(--ground); }
        textarea { resize: vertical; }
        button { cursor: pointer; font-weight: 600; }
        button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
        button:disabled { opacity: .6; cursor: default; }

        main { flex: 1; display: grid; min-height: 0; }
        nav { min-width: 0; background: var(--sheet); }
        .list { list-style: none; }
        .list a { display: grid; grid-template-columns: 1fr auto; gap: .125rem .75rem; padding: .75rem 1rem;
          color: inherit; text-decoration: none; border-bottom: 1px solid var(--line);
          border-left: 4px solid transparent; }
        .list a:hover { background: var(--ground); }
        .list a:focus-visible { outline-offset: -3px; }
        .list a[aria-current] { background: var(--chosen); border-left-color: var(--accent); }
        .list .subject { font-weight: 400; overflow-wrap: anywhere; }
        .list .unread .subject { font-weight: 650; }
        .list .recipient { color: var(--quiet); font-size: .875rem; min-width: 0; overflow: hidden;
          text-overflow: ellipsis; white-space: nowrap; }
        .list time { justify-self: end; color: var(--quiet); font-size: .875rem; white-space: nowrap; }
        .kind { justify-self: end; color: var(--quiet); font-size: .8125rem; white-space: nowrap; }
        .empty { padding: 3rem 1.5rem; text-align: center; color: var(--quiet); }
        .large { color: var(--ink); font-size: 1.125rem; font-weight: 600; margin-bottom: .25rem; }

        .mail { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
        .mail h2 { font-size: 1.25rem; line-height: 1.3; padding: .75rem 1rem .25rem; overflow-wrap: anywhere; }
        .back { padding: .75rem 1rem 0; text-decoration: none; }
        .back::before { content: "‹\00a0"; }
        .facts { padding: 0 1rem .5rem; font-size: .875rem; }
        .facts div { display: flex; gap: .5rem; }
        .facts dt { color: var(--quiet); min-width: 3.5rem; }
        .facts dd { min-width: 0; overflow-wrap: anywhere; }
        .tabs { display: flex; padding: 0 .5rem; border-bottom: 1px solid var(--line); overflow-x: auto; }
        .tabs a { padding: .625rem .75rem; color: var(--quiet); text-decoration: none;
          border-bottom: 3px solid transparent; white-space: nowrap; }
        .tabs a:focus-visible { outline-offset: -3px; }
        .tabs [aria-selected=true] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
        .pane { flex: 1; width: 100%; min-height: 0; border: 0; background: var(--sheet); overflow: auto; }
        iframe.pane { min-height: 75dvh; background: Canvas; }
        pre.pane { padding: 1rem; font: .875rem/1.5 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        #headers div { padding: .5rem 1rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        #headers dt { color: var(--quiet); font-size: .875rem; }

        dialog { width: min(40rem, 100vw - 2rem); max-height: calc(100dvh - 2rem); padding: 1.25rem; color: inherit;
          background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; }
        dialog::backdrop { background: rgb(0 0 0 / 45%); }
        form { display: grid; gap: .875rem; }
        form h2 { font-size: 1.25rem; }
        label { display: block; font-weight: 600; font-size: .875rem; }
        label input, label select, label textarea { margin-top: .25rem; font-weight: 400; font-size: 1rem; }
        .hint { color: var(--quiet); font-size: .875rem; margin-top: -.5rem; }
        .pair { display: grid; gap: .875rem; }
        fieldset { border: 0; display: grid; gap: .875rem; min-width: 0; }
        legend { padding: 0 0 .5rem; color: var(--quiet); font-size: .875rem; }
        fieldset label { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
        fieldset small { color: var(--quiet); font: .8125rem system-ui, sans-serif; }
        .fault { color: var(--alarm); overflow-wrap: anywhere; }
        .actions { display: flex; justify-content: flex-end; gap: .75rem; }

        @media (max-width: 47.99rem) {
          .bar h1 { flex: 1; }
          .state { order: 1; flex-basis: 100%; }
          .reading nav { display: none; }
          body:not(.reading) .mail { display: none; }
        }
        @media (min-width: 48rem) {
          body { height: 100dvh; }
          main { grid-template-columns: minmax(18rem, 26rem) 1fr; grid-template-rows: minmax(0, 1fr); }
          nav { overflow-y: auto; border-right: 1px solid var(--line); }
          .back { display: none; }
          .mail h2 { padding: 1.25rem 1.5rem .25rem; font-size: 1.5rem; }
          .facts { padding: 0 1.5rem .75rem; }
          .tabs { padding: 0 .75rem; }
          iframe.pane { min-height: 0; }
          pre.pane { padding: 1.5rem; }
          #headers div { display: grid; grid-template-columns: 15rem 1fr; gap: 1rem; padding: .5rem 1.5rem; }
          .pair { grid-template-columns: 1fr 1fr; }
        }
        @media (prefers-reduced-motion: no-preference) {
          .list li { animation: arrive .4s ease-out; }
          @keyframes arrive { from { opacity: 0; transform: translateY(-.5rem); } }
        }
        """#
}
