namespace ApiHost.Demo;

/// <summary>What people of the demo bank spend money on without a fixed day. The shops are invented.</summary>
internal static class DemoHabits
{
    /// <summary>The habits of a customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="random">The customer's luck.</param>
    /// <returns>The habits.</returns>
    public static List<DemoHabit> Of(DemoCustomer customer, Random random)
    {
        var mouths = customer.Mouths;
        var isSenior = customer.Life.Segment == "senior";
        var isYoung = customer.Life.Segment == "young";
        List<DemoHabit> habits =
        [
            new(8.5, 27 * mouths, "card", "5411", "Linden Markt", "Frischeland", "Sparkorb", "Kornblume Bio") { Seasons = "555555445557", Weekend = 1.3 },
            new(isSenior ? 8 : 5, 5.60m * mouths, "card", "5462", "Bäckerei Morgenrot", "Backhaus Lehner") { Weekend = 1.4 },
            new(isSenior ? 1.5 : 3, 26 * mouths, "card", "5812", "Trattoria Da Nino", "Gasthaus zur Linde", "Saigon Küche", "Café Zentral") { Seasons = "445556666557", Weekend = 1.8 },
            new(isYoung ? 5 : isSenior ? 0.3 : 2.5, 11, "card", "5814", "Burger Bude", "Döner am Eck", "Pizza Presto") { Weekend = 1.5 },
            new(isYoung ? 4 : 1.2, 17, "card", "5813", "Bar Nachtfalter", "Irish Corner", "Weinstube Rebe") { Seasons = "445556776447", Weekend = 2.2 },
            new(1, 58 * mouths, "card", "5651", "Modehaus Berg", "Stoff und Faden", "Sportwelt") { Seasons = "746654445667" },
            new(isSenior ? 0.6 : 2.4, 36, "card", "5999", "Paketkiste.example", "Alleskauf.example") { Seasons = "455455445689", Text = "Online order" },
            new(0.18, 260, "card", "5732", "Technikpark", "Elektro Punkt") { Seasons = "544444445699" },
            new(isSenior ? 2.4 : 0.9, 17, "card", "5912", "Rosen-Apotheke", "Apotheke am Markt") { Seasons = "776544445567" },
            new(1.5, 14 * mouths, "card", "5977", "Drogerie Klar", "Seifenblase") { Seasons = "555555555556" },
            new(0.6, 39, "card", "7230", "Salon Haarscharf", "Friseur Locke"),
            new(isYoung ? 1.6 : 0.9, 21 * mouths, "card", "7832", "Lichtspiele", "Thermalbad", "Kletterhalle") { Seasons = "655444666555", Weekend = 2 },
            new(0.5, 19, "card", "5942", "Buchhandlung Eselsohr") { Seasons = "544444555569" },
            new(customer.Life.HasChildren ? 0.9 : 0.2, 38, "card", "5945", "Spielzeugkiste") { Seasons = "333444444479" },
            new(0.16, 420 * mouths, "card", "4722", "Reisebüro Fernweh", "Sonnentage Reisen") { Seasons = "774468992213", Text = "Holiday booking" },
            new(0.25, 130 * mouths, "card", "7011", "Hotel Seeblick", "Pension Alpenrose") { Seasons = "363358994324" },
            new(isSenior ? 3 : 1.3, 90, "cash", "6011", "Geldautomat") { Text = "Cash withdrawal" },
            new(0.7, 32, "transfer", null, "Alex Sommer", "Robin Lang", "Kim Weber") { Text = "Thank you" },
            new(isSenior ? 0.4 : 0.12, 95, "card", "8021", "Praxis Dr. Hartwig") { Text = "Treatment" },
            new(0.1, 45, "transfer", null, "Winterhilfe e. V.") { Seasons = "222222223369", Text = "Donation" },
        ];
        if (customer.IsDriver)
        {
            habits.Add(new(2.8, 57, "card", "5541", "Tankstelle Nord", "Freie Tankstelle", "Autohof A9") { Seasons = "455556776555", Weekend = 1.2 });
            habits.Add(new(0.09, 430, "card", "7538", "Werkstatt Schrauber") { Seasons = "555755555755", Text = "Car repair" });
        }
        else
        {
            habits.Add(new(4, 8.40m, "card", "4111", "Verkehrsverbund", "Bahn im Takt") { Seasons = "555555445556" });
        }

        if (customer.IsOwner)
        {
            habits.Add(new(0.8, 74, "card", "5200", "Baumarkt Hammer", "Gärtnerei Grün") { Seasons = "224898765432" });
        }

        if (random.Next(4) == 0)
        {
            habits.Add(new(1.1, 34, "card", "5995", "Tierfutter Pfote"));
        }

        return habits;
    }
}
