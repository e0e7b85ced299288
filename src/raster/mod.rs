//! Pages to pixels (`tiny-skia`): the ebook's cover, previews, pictures for the README.
