//! What happens in the household, day by day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::arranged::newest_statement;
use super::dice::Dice;
use super::entry::{CARD, CASH, CURRENT, Entry, SAVINGS, Side, days_between};
use Side::{Category, Register};

/// How far ahead is known what will come.
const AHEAD_DAYS: i64 = 32;

/// How long ago a cheque was spoilt, so that one is in sight at the end of the register.
const SPOILT_DAYS: i32 = 5;

/// The first cheque of the first book.
pub const FIRST_CHEQUE: u32 = 100_101;

const SCHOOL: &str = "St Bride's School Fund";

/// What comes again, in minor units.
pub const RENT: i64 = 98_500;
pub const HOME_INSURANCE: i64 = 6_450;
pub const SAVED: i64 = 25_000;

/// One cheque at least so old lies in a drawer at the school: older than banks pay.
const FORGOTTEN_DAYS: i32 = 200;

/// So many payments of the newest statement are still to be marked.
const UNMARKED: usize = 2;

/// Two years up to `today`, and what is known of the weeks after, in order.
pub fn entries(today: Date, seed: u64) -> Vec<Entry> {
    let first = today.first_of_month().saturating_sub(24.months());
    let last = today.saturating_add(AHEAD_DAYS.days());
    let mut household = Household { today, next_cheque: FIRST_CHEQUE, on_card: 31245, entries: Vec::new() };
    for (n, date) in (0..).zip(first.series(1.day()).take_while(|day| *day <= last)) {
        let mut dice = Dice::of_day(seed, n);
        household.month(date, &mut dice);
        if date <= today {
            household.day(date, &mut dice);
        }
        if days_between(date, today) == SPOILT_DAYS {
            household.spoil_a_cheque(date);
        }
    }
    household.forget_a_cheque();
    household.leave_unmarked();
    household.entries
}

/// On which of the days that it may come the home is paid for: four times a year.
pub fn is_home_insured(date: Date) -> bool {
    date.month() % 3 == 2
}

/// And the car once a year.
pub fn is_motor_insured(date: Date) -> bool {
    date.month() == 9
}

/// What a salary is made of: where it comes from (negative) and what is taken off it, in minor units.
pub fn salary_sides(year: i16) -> [(&'static str, i64); 4] {
    let gross = 348_000 + i64::from(year - 2_000) * 900;
    let off = |percent: i64| gross * percent / 100;
    [
        ("Salary", -gross),
        ("Taxes:Income tax", off(17)),
        ("Taxes:National insurance", off(7)),
        ("Pension", off(5)),
    ]
}

/// The 25th, or the Friday before a weekend.
fn is_payday(date: Date) -> bool {
    match date.weekday() {
        Weekday::Saturday | Weekday::Sunday => false,
        Weekday::Friday => (23..=25).contains(&date.day()),
        _ => date.day() == 25,
    }
}

struct Household {
    today: Date,
    next_cheque: u32,
    /// What is owed on the credit card, in minor units.
    on_card: i64,
    entries: Vec<Entry>,
}

/// What is spent now and then: how often in a hundred days, from which account, to whom, for what, how much.
type Habit = (i64, &'static str, &'static [&'static str], &'static str, (i64, i64));

const HABITS: [Habit; 10] = [
    (18, CARD, &["Corner Market", "Whole Basket", "Café Zoë Deli"], "Food:Groceries", (840, 4690)),
    (14, CASH, &["Tin Kettle Café", "Old Bakery"], "Food:Coffee", (260, 780)),
    (6, CARD, &["Noodle House", "The Blue Door", "Trattoria Fenice"], "Food:Dining", (1850, 7400)),
    (6, CARD, &["Brookside Fuels"], "Car:Fuel", (3800, 7100)),
    (5, CARD, &["Page & Turner", "Vinyl Cellar"], "Leisure:Books and music", (699, 3250)),
    (3, CARD, &["Lantern Cinema"], "Leisure:Cinema", (1100, 2700)),
    (3, CARD, &["Meadow Pharmacy"], "Health:Pharmacy", (420, 2375)),
    (2, CARD, &["Threadneedle Clothing", "Cobbler's Bench"], "Clothing", (1999, 9600)),
    (4, CASH, &["Saturday Market"], "Food:Groceries", (500, 1750)),
    (2, CARD, &["Paws & Whiskers"], "Pets", (1400, 6200)),
];

impl Household {
    fn add(&mut self, entry: Entry) {
        if entry.account == CARD {
            self.on_card -= entry.own_units();
        }
        self.entries.push(entry);
    }

    fn pay(&mut self, date: Date, payee: &'static str, category: &'static str, units: i64) {
        self.add(Entry::plain(date, CURRENT, payee, Category(category), units));
    }

    fn cheque(&mut self, entry: Entry) {
        let number = self.next_cheque;
        self.next_cheque += 1;
        self.add(entry.by_cheque(number));
    }

    /// Written wrongly, kept as void, and written again.
    fn spoil_a_cheque(&mut self, date: Date) {
        let glazier =
            |units| Entry::plain(date, CURRENT, "Clearview Glazing", Category("Home:Repairs"), units);
        self.cheque(glazier(96850).with_memo("Wrong amount, written again").made_void());
        self.cheque(glazier(9685).with_memo("Bathroom window").tagged("to claim back"));
    }

    /// What comes on its day of every month.
    fn month(&mut self, date: Date, dice: &mut Dice) {
        if date <= self.today {
            self.again(date);
        }
        match date.day() {
            5 if (4..=12).contains(&date.month()) || date.month() == 1 => {
                self.pay(date, "Marlow Borough Council", "Taxes:Council tax", 16200);
            }
            8 => self.pay(date, "Fibrelane", "Utilities:Internet", 3200),
            12 if date.month() % 3 == 0 => {
                self.pay(date, "Clearbrook Water", "Utilities:Water", dice.between(8800, 10400));
            }
            15 => self.pay(date, "Pebble Mobile", "Utilities:Phone", 1800),
            20 => self.pay_card(date),
            28 if date.month() % 3 == 0 => {
                let interest = -dice.between(2100, 3900);
                self.add(Entry::plain(date, SAVINGS, "Harbour Savings Bank", Category("Interest"), interest));
            }
            _ => {}
        }
    }

    /// What has a schedule: ahead of today it stands there by that alone.
    fn again(&mut self, date: Date) {
        match date.day() {
            1 => {
                let rent = Entry::plain(date, CURRENT, "Oakfield Lettings", Category("Home:Rent"), RENT);
                self.add(rent.with_memo("Flat 4, standing order"));
            }
            3 => self.pay(date, "Northlight Energy", "Utilities:Electricity", season(date, 4800, 9600)),
            17 if is_motor_insured(date) => self.pay(date, "Shieldwell Motor", "Car:Insurance", 41260),
            19 if is_home_insured(date) => {
                self.pay(date, "Shieldwell Home", "Home:Insurance", HOME_INSURANCE)
            }
            26 => {
                let saved = Entry::plain(date, CURRENT, "Standing order", Register(SAVINGS), SAVED);
                self.add(saved.with_memo("Rainy days"));
            }
            _ => {}
        }
        if is_payday(date) {
            let sides = salary_sides(date.year()).map(|(name, units)| (Category(name), units)).to_vec();
            let paid = Entry::plain(date, CURRENT, "Finch & Harbour Ltd", Category("Salary"), 0);
            self.add(Entry { sides, ..paid.with_memo("Salary") });
        }
    }

    /// The newest of the school's that is old enough is never taken to the bank.
    fn forget_a_cheque(&mut self) {
        let today = self.today;
        let mut old = self
            .entries
            .iter_mut()
            .rev()
            .filter(|entry| entry.payee == SCHOOL && days_between(entry.date, today) >= FORGOTTEN_DAYS);
        if let Some(forgotten) = old.next() {
            forgotten.paid_after_days = None;
        }
    }

    /// The last payments of the newest statement: the bank has them, and the book waits for somebody to tick them.
    fn leave_unmarked(&mut self) {
        let until = newest_statement(self.today);
        let payments = self.entries.iter_mut().rev().filter(|entry| {
            entry.date <= until && entry.account == CURRENT && entry.number.is_none() && entry.own_units() < 0
        });
        payments.take(UNMARKED).for_each(|entry| entry.unmarked = true);
    }

    /// All that is owed, so that no interest comes.
    fn pay_card(&mut self, date: Date) {
        let owed = std::mem::take(&mut self.on_card);
        if owed > 0 {
            let paid = Entry::plain(date, CURRENT, "Harbour Card Services", Register(CARD), owed);
            self.add(paid.with_memo("Full balance by direct debit"));
        }
    }

    /// What just happens.
    fn day(&mut self, date: Date, dice: &mut Dice) {
        for (times, account, payees, category, (low, high)) in HABITS {
            if dice.in_hundred(times) {
                let payee = dice.one_of(payees, "Corner Market");
                let units = dice.between(low, high);
                self.add(Entry::plain(date, account, payee, Category(category), units));
            }
        }
        if date.weekday() == Weekday::Friday && date.day() % 2 == 0 {
            let drawn = Entry::plain(date, CURRENT, "Cash machine, High Street", Register(CASH), 5000);
            self.add(drawn);
        }
        if date.weekday() == Weekday::Saturday {
            self.weekly_shop(date, dice);
        }
        self.now_and_then(date, dice);
    }

    /// One till receipt for several things.
    fn weekly_shop(&mut self, date: Date, dice: &mut Dice) {
        let mut sides = vec![(Category("Food:Groceries"), dice.between(3400, 8200))];
        if dice.in_hundred(45) {
            sides.push((Category("Home:Household"), dice.between(320, 1980)));
        }
        if dice.in_hundred(12) {
            sides.push((Category("Pets"), dice.between(400, 1600)));
        }
        let memo = if sides.len() > 1 { "See receipt" } else { "" };
        self.add(Entry {
            memo,
            sides,
            ..Entry::plain(date, CARD, "Whole Basket", Category("Food:Groceries"), 0)
        });
    }

    fn now_and_then(&mut self, date: Date, dice: &mut Dice) {
        let holiday = date.month() == 7 && (6..=16).contains(&date.day());
        if holiday && dice.in_hundred(60) {
            let payee = dice.one_of(&["Hôtel du Lac", "Ferry & Rail", "Trattoria Fenice"], "Hôtel du Lac");
            let units = dice.between(3200, 14800);
            self.add(
                Entry::plain(date, CARD, payee, Category("Holidays"), units)
                    .with_memo("Summer holiday")
                    .tagged("holiday"),
            );
        }
        if date.month() == 12 && date.day() < 24 && dice.in_hundred(28) {
            let units = dice.between(1200, 5800);
            let gift = Entry::plain(date, CARD, "Gift Barn", Category("Gifts"), units);
            self.add(gift.with_memo("For the family").tagged("christmas"));
        }
        if dice.in_hundred(2) {
            let units = dice.between(4500, 18000);
            let plumber = Entry::plain(date, CURRENT, "R. Hobbs, plumber", Category("Home:Repairs"), units);
            let plumber = plumber.with_memo("Kitchen tap, parts and labour").tagged("to claim back");
            self.cheque(plumber.cashed_after(Some(12)));
        }
        if date.day() == 10 && date.month() % 2 == 0 {
            let fund = Entry::plain(date, CURRENT, SCHOOL, Category("Education"), 3500);
            self.cheque(fund.tagged("school").cashed_after(Some(20)));
        }
        if date.day() == 14 {
            let lessons =
                Entry::plain(date, CURRENT, "J. Whitlock, piano", Category("Education:Music"), 4200);
            self.cheque(lessons.cashed_after(Some(45)));
        }
        if dice.in_hundred(1) {
            let units = -dice.between(800, 6400);
            self.add(
                Entry::plain(date, CARD, "Threadneedle Clothing", Category("Clothing"), units)
                    .with_memo("Returned"),
            );
        }
    }
}

/// More in winter than in summer, in whole pounds.
fn season(date: Date, summer: i64, winter: i64) -> i64 {
    let from_july = i64::from((date.month() - 7).abs());
    summer + (winter - summer) * from_july / 6 / 100 * 100
}
