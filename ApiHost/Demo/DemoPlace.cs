namespace ApiHost.Demo;

/// <summary>A town, with its people's names and the money they use. People and streets are invented.</summary>
/// <param name="Country">ISO 3166-1.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Currency">ISO 4217, of the accounts.</param>
/// <param name="PriceLevel">What one euro's worth costs in the currency.</param>
/// <param name="Phone">The calling code.</param>
internal sealed record DemoPlace(string Country, string Language, string Currency, decimal PriceLevel, string Phone)
{
    /// <summary>Towns with postal codes.</summary>
    public required (string City, string PostalCode)[] Towns { get; init; }

    /// <summary>Streets.</summary>
    public required string[] Streets { get; init; }

    /// <summary>Women's first names.</summary>
    public required string[] Women { get; init; }

    /// <summary>Men's first names.</summary>
    public required string[] Men { get; init; }

    /// <summary>Family names.</summary>
    public required string[] Families { get; init; }

    /// <summary>Every country of the demo bank, by its number of customers in two hundred.</summary>
    public static (int Customers, DemoPlace Place)[] All { get; } =
    [
        (104, new("DE", "de", "EUR", 1m, "+49")
        {
            Towns = [("Berlin", "10437"), ("Hamburg", "22085"), ("München", "80799"), ("Leipzig", "04109"), ("Köln", "50674"), ("Freiburg", "79098"), ("Kassel", "34117"), ("Rostock", "18055")],
            Streets = ["Lindenstraße", "Gartenweg", "Bahnhofstraße", "Am Mühlbach", "Schillerstraße", "Birkenallee", "Marktplatz", "Rosenweg"],
            Women = ["Anna", "Lena", "Sabine", "Katrin", "Emine", "Ursula", "Mia", "Julia", "Petra", "Hannah", "Renate", "Svetlana"],
            Men = ["Lukas", "Jonas", "Thomas", "Mehmet", "Klaus", "Felix", "Stefan", "Paul", "Dieter", "Ahmed", "Moritz", "Werner"],
            Families = ["Becker", "Hoffmann", "Yılmaz", "Krüger", "Schäfer", "Neumann", "Vogel", "Lorenz", "Winkler", "Kaya", "Brandt", "Ziegler", "Kowalski", "Böhm"],
        }),
        (36, new("AT", "de", "EUR", 1.02m, "+43")
        {
            Towns = [("Wien", "1070"), ("Graz", "8010"), ("Linz", "4020"), ("Innsbruck", "6020"), ("Villach", "9500")],
            Streets = ["Hauptstraße", "Kirchengasse", "Mozartgasse", "Am Graben", "Wiener Straße", "Feldgasse"],
            Women = ["Theresa", "Magdalena", "Birgit", "Eva", "Jelena", "Waltraud", "Sophie", "Johanna"],
            Men = ["Maximilian", "Florian", "Gerhard", "Dragan", "Alois", "Matthias", "Jakob", "Bernhard"],
            Families = ["Gruber", "Pichler", "Steiner", "Moser", "Jovanović", "Hofer", "Leitner", "Wallner", "Eder"],
        }),
        (14, new("SK", "sk", "EUR", 0.75m, "+421")
        {
            Towns = [("Bratislava", "811 01"), ("Košice", "040 01"), ("Žilina", "010 01"), ("Nitra", "949 01")],
            Streets = ["Hlavná", "Dlhá", "Štúrova", "Záhradnícka", "Mlynská"],
            Women = ["Zuzana", "Mária", "Lucia", "Katarína", "Eva"],
            Men = ["Peter", "Martin", "Ján", "Tomáš", "Milan"],
            Families = ["Horváth", "Kováč", "Varga", "Tóth", "Baláž", "Molnár"],
        }),
        (14, new("IT", "it", "EUR", 0.9m, "+39")
        {
            Towns = [("Bolzano", "39100"), ("Verona", "37121"), ("Torino", "10121"), ("Bologna", "40121")],
            Streets = ["Via Roma", "Via Garibaldi", "Corso Italia", "Via Dante", "Via dei Mille"],
            Women = ["Giulia", "Chiara", "Francesca", "Elena", "Rosa"],
            Men = ["Marco", "Luca", "Andrea", "Giovanni", "Matteo"],
            Families = ["Ferrari", "Conti", "Ricci", "Marino", "Galli", "Rinaldi"],
        }),
        (12, new("FR", "fr", "EUR", 1m, "+33")
        {
            Towns = [("Strasbourg", "67000"), ("Lyon", "69002"), ("Nantes", "44000")],
            Streets = ["Rue de la Gare", "Avenue des Tilleuls", "Rue du Moulin", "Place du Marché"],
            Women = ["Camille", "Claire", "Amina", "Monique", "Inès"],
            Men = ["Antoine", "Julien", "Karim", "Michel", "Hugo"],
            Families = ["Moreau", "Laurent", "Garnier", "Benali", "Fontaine", "Chevalier"],
        }),
        (12, new("CZ", "cs", "CZK", 19m, "+420")
        {
            Towns = [("Praha", "120 00"), ("Brno", "602 00"), ("Plzeň", "301 00")],
            Streets = ["Nádražní", "Husova", "Komenského", "Na Příkopě"],
            Women = ["Jana", "Tereza", "Lenka", "Hana", "Věra"],
            Men = ["Jakub", "Pavel", "Ondřej", "Jiří", "Karel"],
            Families = ["Novák", "Dvořák", "Černý", "Procházka", "Kučera", "Pokorný"],
        }),
        (8, new("GB", "en", "GBP", 0.85m, "+44")
        {
            Towns = [("Leeds", "LS1 4AP"), ("Bristol", "BS1 5TR"), ("Edinburgh", "EH1 1RE")],
            Streets = ["Station Road", "Mill Lane", "Victoria Street", "Church Walk"],
            Women = ["Emily", "Priya", "Margaret", "Grace"],
            Men = ["Oliver", "James", "Imran", "Graham"],
            Families = ["Turner", "Patel", "Hughes", "Campbell", "Okafor"],
        }),
    ];
}
