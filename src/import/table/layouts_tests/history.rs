//! What really happened: the movements that every layout writes in its own manner.

use jiff::civil::{Date, date};

use super::dice::Dice;

/// A movement in cents, the fee with it.
#[derive(Debug, Clone)]
pub struct Movement {
    pub date: Date,
    pub cents: i64,
    /// What of it was the fee, as a positive number.
    pub fee: i64,
    pub payee: String,
    pub account: usize,
}

pub fn history(language: &str, dice: &mut Dice) -> Vec<Movement> {
    let mut day = date(2024, 1 + i8::try_from(dice.roll(12)).expect("small"), 3);
    let plain =
        ["Bakery North", "Water works", "Corner shop", "J Sample", "Mill Ltd", "Tram", "Kiosk", "Ferry Line"];
    let local = names(language);
    let is_local = dice.often(6);
    let count = 5 + dice.roll(12);
    let movement = |at: usize, dice: &mut Dice| {
        let days = i64::try_from(dice.roll(4)).expect("small");
        day = day.checked_add(jiff::Span::new().days(days)).expect("a day");
        let cents = i64::try_from(dice.roll(400_000) + 101).expect("small");
        let fee = if dice.often(3) { i64::try_from(dice.roll(400) + 10).expect("small") } else { 0 };
        let payee = if is_local && dice.often(6) { dice.one(&local) } else { dice.one(&plain) };
        let is_in = at % 5 == 2;
        Movement {
            date: day,
            cents: if is_in { cents } else { -cents },
            fee,
            payee: payee.to_owned(),
            account: dice.roll(2),
        }
    };
    let mut movement = movement;
    (0..count).map(|at| movement(at, dice)).collect()
}

/// Shops with the letters of a language.
fn names(language: &str) -> Vec<&'static str> {
    let names: &[&str] = match language {
        "de" => &["Bäckerei Müller", "Stadtwerke Köln", "Straßenbahn Süd"],
        "fr" => &["Boulangerie Hélène", "Hôtel du Théâtre", "Café Français"],
        "es" => &["Panadería Muñoz", "Compañía Eléctrica", "Teatro Español"],
        "it" => &["Caffè Città", "Università Libera", "Panetteria Perché"],
        "pt" => &["Padaria São João", "Farmácia Conceição", "Eletrônica Ação"],
        "nl" => &["Bakkerij Zoë", "Café België", "Coöperatie Zuid"],
        "da" => &["Bageri Søndergård", "Æblehaven", "Rødovre Kiosk"],
        "sv" => &["Bageri Åkerö", "Sjöbergs Käk", "Älvsjö Tåg"],
        "nb" => &["Bakeri Grønland", "Årstad Kiosk", "Sørlandet Båt"],
        "fi" => &["Leipomo Mäkelä", "Hämeen Sähkö", "Käpylän Kioski"],
        "et" => &["Pagar Õnne", "Võru Jäätis", "Tööriist Rõõm"],
        "lv" => &["Maiznīca Rīga", "Ūdens Jūrmala", "Veikals Ķekava"],
        "lt" => &["Kepykla Šiauliai", "Vandenys Žemė", "Parduotuvė Ąžuolas"],
        "pl" => &["Piekarnia Żółta", "Wodociągi Łódź", "Sklep Świeży"],
        "cs" => &["Pekařství Růže", "Vodárna Žďár", "Kavárna Šárka"],
        "sk" => &["Pekáreň Ľubica", "Vodáreň Žilina", "Kaviareň Štúr"],
        "hu" => &["Pékség Győr", "Vízművek Főváros", "Büfé Kőszeg"],
        "ro" => &["Brutărie Timișoara", "Apă Brașov", "Magazin Târgu"],
        "hr" | "sl" | "sr" => &["Pekara Šibenik", "Vodovod Čakovec", "Trgovina Žito"],
        "tr" => &["Fırın Güneş", "Su İşleri", "Market Çağlayan"],
        "el" => &["Αρτοποιείο Βορράς", "Ύδρευση Πόλης", "Καφέ Γωνία"],
        "ru" => &["Пекарня Север", "Водоканал Город", "Магазин Уголок"],
        "uk" => &["Пекарня Київ", "Водоканал Їжа", "Крамниця Єва"],
        "bg" => &["Хлебарница Север", "Водоснабдяване", "Магазин Ъгъл"],
        "ja" => &["北のパン屋", "水道局", "角の店"],
        "zh" => &["北方面包店", "自来水公司", "街角商店"],
        "ko" => &["북쪽 빵집", "수도 사업소", "모퉁이 가게"],
        _ => &["Café North", "Zoë Bakery", "Naïve Shop"],
    };
    names.to_vec()
}
