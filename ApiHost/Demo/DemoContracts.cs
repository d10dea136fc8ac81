namespace ApiHost.Demo;

/// <summary>What comes and goes in a demo customer's life on fixed days: income, home, contracts, subscriptions, fees.</summary>
internal static class DemoContracts
{
    private static readonly int[] Quarterly = [2, 5, 8, 11];
    private static readonly int[] Heating = [11, 12, 1, 2, 3];

    private static readonly (decimal Price, string Name, string Text, int OfTen)[] Subscriptions =
    [
        (12.99m, "Flimmerkiste TV", "Streaming subscription", 5), (10.99m, "Klangwolke Music", "Music subscription", 5), (2.99m, "Wolke Sieben", "Cloud storage", 3),
        (34.90m, "Kraftraum Fitness", "Membership", 3), (29.50m, "Morgenblatt", "Newspaper subscription", 2), (8.99m, "Spieleturm", "Gaming subscription", 2),
    ];

    /// <summary>The standing payments of a customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="random">The customer's luck.</param>
    /// <returns>The payments.</returns>
    public static List<DemoStanding> Of(DemoCustomer customer, Random random)
    {
        var all = new List<DemoStanding>();
        AddIncome(all, customer, random);
        AddHome(all, customer, random);
        AddContracts(all, customer, random);
        foreach (var (price, name, text, ofTen) in Subscriptions)
        {
            if (random.Next(10) < ofTen)
            {
                all.Add(Debit(random.Next(2, 28), -customer.Money(price), name, text) with { YearlyRise = 0.06m });
            }
        }

        return all;
    }

    private static void AddIncome(List<DemoStanding> all, DemoCustomer customer, Random random)
    {
        var net = customer.Net;
        switch (customer.Life.Income)
        {
            case DemoIncome.Salary:
                var payday = random.Next(25, 31);
                all.Add(Credit(payday, net, "salary", customer.Job.Payer, "Salary") with { YearlyRise = 0.03m, IsEarly = true });
                if (customer.Place.Country == "AT")
                {
                    all.Add(Credit(15, net * 0.95m, "salary", customer.Job.Payer, "Special payment") with { Months = [6, 11], IsEarly = true });
                }
                else if (random.Next(2) == 0)
                {
                    all.Add(Credit(payday, net * 0.6m, "salary", customer.Job.Payer, "Christmas bonus") with { Months = [11], IsEarly = true });
                }

                break;
            case DemoIncome.Pension:
                all.Add(Credit(28, net, "pension", customer.Job.Payer, "Pension") with { YearlyRise = 0.035m, IsEarly = true });
                break;
            case DemoIncome.Benefit:
                all.Add(Credit(28, net, "benefit", customer.Job.Payer, "Unemployment benefit") with { IsEarly = true });
                break;
            case DemoIncome.Student:
                all.Add(Credit(1, net * 0.45m, "transfer", "Mama und Papa", "Pocket money"));
                all.Add(Credit(29, net * 0.3m, "benefit", "Studienwerk", "Student grant") with { IsEarly = true });
                break;
            case DemoIncome.Invoices:
                all.Add(Debit(10, -net * 0.75m, "Finanzamt", "Income tax, prepayment") with { Months = [3, 6, 9, 12] });
                all.Add(Debit(1, -net * 0.14m, "Krankenkasse Vital", "Health insurance"));
                break;
            default:
                throw new InvalidOperationException("An income without payments.");
        }

        if (customer.Life.HasChildren)
        {
            all.Add(Credit(10, customer.Money(255) * Math.Max(1, customer.Household - 2), "benefit", "Familienkasse", "Child benefit"));
            all.Add(Debit(5, -customer.Money(random.Next(60, 290)), "Kita Sonnenkäfer", "Childcare") with { Months = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12] });
        }
    }

    private static void AddHome(List<DemoStanding> all, DemoCustomer customer, Random random)
    {
        var share = 0.24m + (random.Next(10) * 0.01m);
        if (customer.HasMortgage)
        {
            all.Add(Order(30, -customer.Net * share, "Heimstatt Bausparkasse", "Mortgage instalment"));
        }
        else if (!customer.IsOwner)
        {
            all.Add(Order(random.Next(1, 4), -customer.Net * share, "Hausverwaltung Ahorn", "Rent") with { YearlyRise = 0.02m });
        }
        else
        {
            all.Add(Order(5, -customer.Money(190), "Hausgemeinschaft Ulmenhof", "Housing charges"));
        }

        all.Add(Debit(15, -customer.Money(31) * customer.Mouths, "Stadtwerke", "Electricity") with { YearlyRise = 0.05m });
        all.Add(Debit(18, -customer.Money(38) * customer.Mouths, "Wärme und Gas", "Heating") with { Months = Heating, Wobble = 0.25 });
        all.Add(Debit(20, -customer.Money(65), "Stadtwerke", "Annual statement") with { Months = [3], Wobble = 0.9 });
        all.Add(Debit(5, -customer.Money(39.95m), "Glasfaser Direkt", "Internet"));
    }

    private static void AddContracts(List<DemoStanding> all, DemoCustomer customer, Random random)
    {
        all.Add(Debit(random.Next(8, 14), -customer.Money(19.99m), "Funkmobil", "Mobile phone") with { Wobble = 0.12 });
        all.Add(Debit(15, -customer.Money(55.08m), "Rundfunkbeitrag", "Broadcasting fee") with { Months = Quarterly });
        all.Add(Debit(2, -customer.Money(64), "Schild Versicherung", "Liability insurance") with { Months = [1] });
        if (customer.IsDriver)
        {
            all.Add(Debit(2, -customer.Money(random.Next(95, 190)), "Schild Versicherung", "Car insurance") with { Months = [1, 4, 7, 10] });
            all.Add(Debit(12, -customer.Money(random.Next(60, 240)), "Hauptzollamt", "Vehicle tax") with { Months = [random.Next(1, 13)] });
        }

        if (random.Next(6) == 0 && customer.Life.Income != DemoIncome.Student)
        {
            all.Add(Debit(16, -decimal.Round(customer.Net * 0.07m, 2), "Ratenkredit Nova", "Loan instalment"));
        }

        if (customer.Life.Segment == "affluent")
        {
            all.Add(Order(4, -decimal.Round(customer.Net * 0.12m, 0), "Depot Perlmutt", "Fund savings plan"));
        }

        if (customer.Life.Income != DemoIncome.Student)
        {
            all.Add(new DemoStanding(31, -customer.Money(4.90m), new DemoPayment("fee", null, "Account fee")) { IsEarly = true });
        }
    }

    private static DemoStanding Credit(int day, decimal amount, string kind, string payer, string text) => new(day, decimal.Round(amount, 2), new DemoPayment(kind, payer, text));

    private static DemoStanding Debit(int day, decimal amount, string payee, string text) => new(day, decimal.Round(amount, 2), new DemoPayment("direct-debit", payee, text));

    private static DemoStanding Order(int day, decimal amount, string payee, string text) => new(day, decimal.Round(amount, 2), new DemoPayment("standing-order", payee, text));
}
