//! The names of all rules that a diagnostic can quote.
//!
//! The letter says where to look: `K` the kit's files, `M` metadata, `T` the text of the
//! manuscript, `P` photographs, `R` rights, `W` words, `A` what the trade asks for, `F` fonts,
//! `L` the pages, `O` the written books, `E` a finished ebook and `D` a finished PDF, also one
//! made elsewhere, `C` copies for reviewers.

/// Declares [`Code`]: one line a rule, its name, printed name and what is wrong.
macro_rules! codes {
    ($($name:ident $id:literal $rule:literal;)+) => {
        /// One rule. Its printed name never changes once released.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $rule] $name,)+
        }

        impl Code {
            /// Every rule, in the order of the printed names within their letters.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The printed name: a letter and three digits.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)+ }
            }

            /// The rule with a printed name.
            #[must_use]
            pub fn named(id: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.id() == id)
            }

            /// What is wrong, in one sentence.
            #[must_use]
            pub fn rule(self) -> &'static str {
                match self { $(Code::$name => $rule,)+ }
            }
        }
    };
}

codes! {
    // Files of the kit.
    NoManuscript "K001" "The kit has no manuscript.";
    ManyManuscripts "K002" "The kit has several files that could be the manuscript.";
    NotUtf8 "K003" "A text of the kit is not UTF-8.";
    PathLeavesKit "K004" "A path leads out of the kit.";
    FileTooLarge "K005" "A file is larger than any that Platemark reads.";
    TwoMetadataFiles "K006" "The kit has two metadata files.";
    NoTextFile "K007" "A text of the kit is not a file that can be read.";
    OverLimit "K008" "The kit holds more of something than is read.";

    // Metadata.
    YamlSyntax "M001" "The metadata is not YAML.";
    UnknownKey "M002" "The metadata has a key that Platemark does not know.";
    ForeignKey "M003" "The metadata has a key that other programs use and Platemark does not.";
    DuplicateKey "M004" "The metadata says one thing twice.";
    Conflict "M005" "Front matter and metadata file say different things.";
    WrongShape "M006" "A value of the metadata has the wrong shape.";
    BadValue "M007" "A value of the metadata is none that its key can have.";
    BadDate "M008" "A date of the metadata is none.";
    NoTitle "M009" "The kit has no title.";
    NoLanguage "M010" "The kit does not say which language it is in.";
    BadIdentifier "M011" "The check digit of an identifier is wrong.";
    BadDesign "M012" "The pages cannot look as the metadata asks.";
    NothingToInsert "M013" "A data page is wanted for which the kit has no data.";
    InsertedTwice "M014" "A data page is wanted in two places.";
    IdleAllow "M015" "A rule is let pass without a reason, or nothing breaks it.";

    // The text of the manuscript.
    UnknownDirective "T001" "A directive is misspelt.";
    MisplacedDirective "T002" "A directive stands where it can do nothing.";
    OpenComment "T003" "A comment is never closed.";
    PullNotFound "T004" "A pull-quote's words are not in its chapter.";
    CaptionMismatch "T005" "A group caption does not fit its photographs.";
    RawHtml "T006" "Raw HTML is left out.";
    UndefinedNote "T007" "A note that is referred to is not defined.";
    UnusedNote "T008" "Nothing refers to a note.";
    DuplicateNote "T009" "A note is defined twice.";
    UnsafeLink "T010" "A link leads where no book may lead.";
    DeadLink "T011" "A link leads nowhere.";
    DuplicateAnchor "T012" "Two headings ask for one name.";
    NotALanguage "T013" "Something is not a language tag.";
    ControlCharacter "T014" "A control character is left out.";
    PrivateNote "T015" "A private note, in no output.";
    BrokenMarkup "T016" "A picture, link, table or emphasis is not well written.";

    // Photographs.
    PhotoMissing "P001" "A photograph is not there.";
    PhotoBroken "P002" "A photograph cannot be read.";
    PhotoWithoutAlt "P003" "A photograph has no alternative text.";
    PhotoCoarse "P010" "A photograph has few pixels for its printed size.";
    PhotoRemote "P004" "A photograph is not a file of the kit.";
    PhotoMisplaced "P005" "A photograph stands where none is shown.";
    PhotoLink "P006" "A link on a photograph is left out.";
    AltCopied "P011" "An alternative text repeats the caption or the name of the file.";
    PhotoWithoutCaption "P012" "A photograph has no caption.";
    PhotoWithoutCredit "P013" "A photograph names nobody who took it.";
    PhotoWithoutCopyright "P014" "A photograph does not say whose it is.";
    CreditDiffers "P015" "A photograph's file is credited to somebody else.";
    PhotoRepeated "P016" "A photograph is shown twice.";
    PhotoUnused "P017" "A photograph of the kit is in neither book.";
    PhotoHuge "P018" "A photograph has more bytes or pixels than any page needs.";
    PhotoEnlarged "P019" "A photograph was enlarged beyond the pixels it was taken with.";
    PhotoTurned "P020" "A photograph may stand turned or mirrored.";
    PhotoPrivate "P021" "A photograph's file tells what nobody should know.";
    NoProfile "P022" "A photograph's colours are not defined.";
    PhotoTransparent "P023" "A transparent photograph stands on colour.";

    // Rights.
    Expired "R001" "A photograph's licence has ended, or soon will.";
    Embargoed "R002" "The kit's status and its embargo contradict each other.";
    RightsKept "R003" "A photograph's rights decided how it is set.";
    RightsBroken "R004" "A page does what a photograph's rights forbid.";
    NoTerms "R005" "A photograph is handed out on no terms.";

    // What the trade asks for.
    TradeNeeds "A001" "The kit lacks what nobody of its trade can do without.";
    TradeExpects "A002" "The kit lacks what its trade looks for.";
    TooLong "A003" "The logline or the short synopsis is too long to be printed as it is.";

    // Words.
    Placeholder "W001" "Something stands for words or figures that are not written yet.";
    WebScrap "W002" "A scrap of a web page was copied with its text.";
    EditorsMark "W003" "An editor's mark is left in the text.";
    MailScrap "W004" "A scrap of a mail was copied with its text.";
    LinkEmpty "W005" "A link has no words or no target.";
    StraightQuote "W006" "Straight quotation marks stand among curly ones.";
    DoubleSpace "W007" "Two spaces stand where one is enough.";
    OpenQuote "W008" "A quotation is never closed.";
    NoSuchDay "W009" "The calendar has no such day.";
    WrongWeekday "W010" "A date does not fall on the day of the week that it says.";
    NameSpeltTwice "W011" "A name is spelt in two ways.";
    Stranger "W012" "A caption names somebody whom the kit does not know.";
    FigureDiffers "W013" "The text says another running time or year than the fact sheet.";
    CountDiffers "W014" "The text counts other prizes than the kit lists.";
    LinkMalformed "W015" "An address is malformed.";
    LinkLocal "W016" "An address leads where only its writer can go.";
    ChapterOrder "W017" "The dates of chapters are out of order.";
    MixedSpelling "W018" "A word is spelt in two ways.";
    QuoteAltered "W019" "A press quote is not in the sentence that it is taken from.";

    // Fonts.
    NoGlyph "F001" "A character stands in no font of the kit.";
    BadFont "F002" "A font of the kit cannot be used.";

    // Pages.
    Overfull "L001" "Something is wider or higher than its place on the page.";
    PullQuoteLeftOut "L002" "A pull-quote finds no place in the margin.";
    AddressLeftOut "L003" "The address of a link finds no place in print.";
    OneSheetFull "L004" "The one-sheet has no room for all that the kit says.";

    // The written books.
    Refused "O001" "A book was not written, since it would not conform.";
    NoClaim "O002" "The PDF does not claim to be accessible.";
    OwnFault "O003" "A written book is faulty, which is a fault of Platemark.";

    // A finished ebook.
    NoBook "E001" "A file is neither an EPUB nor a PDF.";
    BadArchive "E002" "The archive of an ebook is damaged.";
    NoMediaType "E003" "An ebook does not begin with its media type.";
    BadEntryName "E004" "A name in the archive is none that a file of a book may have.";
    TwinEntries "E005" "Two names in the archive are the same, or differ only in case.";
    TooMuch "E006" "A book holds more than is read.";
    NoPackage "E007" "An ebook has no package document.";
    BadXml "E008" "A text of an ebook is not well-formed.";
    BadEntities "E009" "A text of an ebook declares entities that fetch or grow.";
    MissingResource "E010" "A file that an ebook needs is not in it.";
    UnlistedResource "E011" "A file of an ebook is not in its manifest.";
    WrongMediaType "E012" "A file of an ebook is not what the manifest says.";
    RemoteResource "E013" "An ebook needs a file from the network.";
    RunsScript "E014" "An ebook runs a script.";
    DeadTarget "E015" "A link of an ebook leads nowhere.";
    DuplicateId "E016" "Two elements have one id.";
    Locked "E017" "A file of an ebook is encrypted or obfuscated.";
    FontLicence "E018" "A font of an ebook may not be embedded, or says not on what terms.";
    NoBookTitle "E020" "An ebook has no title.";
    NoBookLanguage "E021" "An ebook or a text of it does not say its language.";
    WrongLanguage "E022" "A text is not in the language that it says.";
    WrongIdentifier "E023" "An identifier of an ebook does not verify.";
    BadModified "E024" "An ebook does not say when it was last changed.";
    FutureDate "E025" "A date lies in the future.";
    GarbledMetadata "E026" "The metadata of an ebook is garbled.";
    AccessMissing "E027" "An ebook does not say how accessible it is.";
    AccessFalse "E028" "An ebook claims what its content does not bear out.";
    BadConformance "E029" "A claim of conformance is malformed or has no certifier.";
    NoContents "E030" "An ebook has no contents.";
    ChapterNotListed "E031" "A chapter is missing from the contents.";
    ContentsOrder "E032" "The contents are not in the order of reading.";
    ContentsTarget "E033" "An entry of the contents leads to the wrong place.";
    ContentsRepeated "E034" "An entry of the contents is repeated.";
    WrongPageList "E035" "The list of pages is missing, out of order, or leads wrong.";
    WrongPageMark "E036" "A page of the list is not marked in the text, or says no number.";
    NoPageSource "E037" "An ebook does not say whose pages it lists.";
    WrongSpine "E038" "The reading order is broken.";
    WrongCover "E039" "The cover is missing, or not marked as one.";
    NoAlternative "E040" "A picture has no alternative text.";
    EmptyAlternative "E041" "The alternative text of a picture is empty where it must not be.";
    AlternativeIsName "E042" "An alternative text repeats the name of the file.";
    AlternativeIsCaption "E043" "An alternative text repeats the caption.";
    AlternativeIsPlaceholder "E044" "An alternative text says nothing.";
    HeadingSkipped "E045" "A level of headings is left out.";
    BlankHeading "E046" "A heading or the title of a text is empty.";
    NoteWithoutReturn "E047" "From a note no link leads back.";
    LostNote "E048" "A reference leads to no note, or to a note nothing refers.";
    HeaderlessTable "E049" "A table has no header cells.";
    UnscopedHeader "E050" "A header cell does not say what it heads.";
    PaleType "E051" "Type is too pale to read.";
    FixedColor "E052" "Type vanishes where the reader chooses dark pages.";
    SaidTwice "E053" "A pull-quote is read aloud twice.";
    EmptyLink "E054" "A link has no text.";

    // Copies for reviewers.
    BadReviewer "C001" "A row of the list of reviewers cannot be used.";
    NotYet "C002" "Copies, or a release, are not to be handed out yet.";

    // A finished PDF.
    BrokenPdf "D001" "A PDF is damaged.";
    PdfNotExamined "D002" "A PDF, or a part of it, cannot be examined.";
    ReadersLockedOut "D003" "A PDF forbids reading aloud.";
    NoTags "D004" "A PDF is not tagged.";
    PdfLanguage "D005" "A PDF does not name its language, or wrongly.";
    PdfTitle "D006" "A PDF has no title, or the name of a file for one.";
    TitleNotShown "D007" "A PDF does not show its title in the window bar.";
    MetadataDisagree "D008" "The metadata of a PDF contradict one another.";
    FalseClaim "D009" "A PDF claims to conform to what it does not.";
    FigureWithoutAlt "D010" "A picture in a PDF has no alternative text.";
    PoorAlt "D011" "The alternative text of a picture in a PDF says nothing.";
    TableWithoutHeaders "D012" "A table in a PDF has no header cells.";
    HeaderWithoutScope "D013" "A header cell in a PDF heads nothing in particular.";
    RaggedTable "D014" "The rows of a table in a PDF are not equally long.";
    SkippedHeading "D015" "Headings in a PDF skip a level.";
    NoHeadings "D016" "A long PDF has no headings.";
    EmptyHeading "D017" "A heading in a PDF has no words.";
    UnknownTag "D018" "The tags of a PDF are unknown or in disorder.";
    NotTagged "D019" "Content of a PDF is neither tagged nor an artifact.";
    UnpairedMark "D020" "Tags and marked content of a PDF do not fit together.";
    ReadingOrder "D021" "A PDF is read in an order that jumps.";
    MuteText "D022" "Text of a PDF has no characters.";
    PictureOfPage "D023" "A page of a PDF is a picture.";
    LinkWithoutContents "D024" "A link in a PDF has no description.";
    PdfDeadLink "D025" "A link in a PDF leads nowhere.";
    ActiveContent "D026" "A PDF runs scripts, programs or media.";
    AttachedFile "D027" "A file is attached to a PDF.";
    Form "D028" "A PDF holds a form or remarks of editors.";
    NoOutline "D029" "A long PDF has no outline.";
    OutlineEntry "D030" "An entry of a PDF's outline is wrong.";
    PageLabels "D031" "The page numbers of a PDF are in disorder.";
    TabOrder "D032" "The tab order of a PDF is not that of the text.";
    Notes "D033" "Notes of a PDF, or identifiers of its tags, lead nowhere.";
    PdfDate "D034" "A date of a PDF is none or lies in the future.";
    PdfIdentifier "D035" "An identifier of a PDF does not verify.";
    FontNotEmbedded "D036" "A font of a PDF is not in the file.";
    PaleText "D037" "Type in a PDF is too pale to read.";
    TinyText "D038" "Type in a PDF is too small to read.";
    EmptyPage "D039" "Pages of a PDF are empty.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn printed_names_are_unique() {
        let mut ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Code::ALL.len(), "two rules share a printed name");
    }
}
