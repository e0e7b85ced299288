//! The words that Platemark itself prints.

/// Declares [`Word`]: one line a word, its name and its key in the data files.
macro_rules! words {
    ($($name:ident $key:literal;)+) => {
        /// A word of our own; the data files give it in each language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the data file for English says what each one is")]
        pub enum Word {
            $($name,)+
        }

        impl Word {
            /// Every word.
            pub const ALL: &'static [Word] = &[$(Word::$name,)+];

            /// Its key in the data files.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Word::$name => $key,)+ }
            }
        }
    };
}

words! {
    PressKit "press-kit";
    Contents "contents";
    InBrief "in-brief";
    InShort "in-short";
    About "about";
    Facts "facts";
    Credits "credits";
    CreditsAndPeople "credits-and-people";
    Cast "cast";
    Crew "crew";
    Companies "companies";
    People "people";
    Press "press";
    PressAndAwards "press-and-awards";
    Awards "awards";
    Dates "dates";
    Contacts "contacts";
    ContactsAndStills "contacts-and-stills";
    Links "links";
    Stills "stills";
    Colophon "colophon";
    Notes "notes";
    Photographs "photographs";
    Photo "photo";
    Photos "photos";
    Cover "cover";
    Page "page";
    Edition "edition";
    Revision "revision";
    Embargo "embargo";
    EmbargoUntil "embargo-until";
    EmbargoOf "embargo-of";
    ReviewCopy "review-copy";
    CopyMarked "copy-marked";
    Premiere "premiere";
    FurtherDates "further-dates";
    By "by";
    Left "left";
    Right "right";
    Middle "middle";
    Top "top";
    Bottom "bottom";
    TopLeft "top-left";
    TopRight "top-right";
    BottomLeft "bottom-left";
    BottomRight "bottom-right";
    LeftToRight "left-to-right";
    TopToBottom "top-to-bottom";
    Opposite "opposite";
    Overleaf "overleaf";
    AlertNote "alert-note";
    AlertTip "alert-tip";
    AlertImportant "alert-important";
    AlertWarning "alert-warning";
    AlertCaution "alert-caution";
    BackToText "back-to-text";
    Terms "terms";
    File "file";
    Size "size";
    InThisKit "in-this-kit";
    SetIn "set-in";
    PagesAreOf "pages-are-of";
    PdfEdition "pdf-edition";
    SynopsisShort "synopsis-short";
    SynopsisMedium "synopsis-medium";
    SynopsisLong "synopsis-long";
    Online "online";
    InFull "in-full";
    PhotographCount "photograph-count";
    TaskDone "task-done";
    TaskOpen "task-open";
    Draft "draft";
    Description "description";
    Pixels "pixels";
    Taken "taken";
    Landmarks "landmarks";
    AccessAlt "access-alt";
    AccessSomeAlt "access-some-alt";
    AccessStructure "access-structure";
    AccessPages "access-pages";
    InThisFolder "in-this-folder";
    TheKitPdf "the-kit-pdf";
    TheKitEpub "the-kit-epub";
    TheKitPrint "the-kit-print";
    TheOneSheet "the-one-sheet";
    TheStills "the-stills";
    ContactSheet "contact-sheet";
    StillsTable "stills-table";
    CheckSums "check-sums";
    LeftOut "left-out";
    LicenceEnded "licence-ended";
    Changes "changes";
    ChangesSince "changes-since";
    EarlierEdition "earlier-edition";
    IsNew "is-new";
    IsGone "is-gone";
    Before "before";
    PhotoReplaced "photo-replaced";
    NothingChanged "nothing-changed";
    Caption "caption";
    CreditLine "credit-line";
    Copyright "copyright";
}
