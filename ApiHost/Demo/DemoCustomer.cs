using System.Collections.Immutable;
using System.Globalization;
using Grains.Interfaces.Profile;

namespace ApiHost.Demo;

/// <summary>One customer of the demo bank, drawn from a life and a place.</summary>
internal sealed class DemoCustomer
{
    private readonly Random random;
    private readonly bool isWoman;
    private readonly int age;
    private readonly DateOnly start;

    /// <summary>Draws the customer.</summary>
    /// <param name="id">The bank's id.</param>
    /// <param name="life">The life.</param>
    /// <param name="place">The place.</param>
    /// <param name="start">The first day that is told of.</param>
    /// <param name="random">The customer's own luck.</param>
    public DemoCustomer(string id, DemoLife life, DemoPlace place, DateOnly start, Random random)
    {
        (Id, Life, Place, this.start, this.random) = (id, life, place, start, random);
        isWoman = random.Next(2) == 0;
        age = random.Next(life.Ages.From, life.Ages.To + 1);
        Job = Pick(life.Jobs);
        Household = random.Next(life.Household.From, life.Household.To + 1);
        Net = Money(random.Next(life.Net.From, life.Net.To + 1));
        IsOwner = random.Next(10) < life.OwnersInTen;
        HasMortgage = IsOwner && age < 65;
        IsDriver = random.Next(10) < life.DriversInTen;
        IsSaver = life.SavingsRate > 0 && random.Next(10) < 8;
        Thrift = 0.85m + ((decimal)random.NextDouble() * 0.3m);
    }

    /// <summary>The bank's id.</summary>
    public string Id { get; }

    /// <summary>The life.</summary>
    public DemoLife Life { get; }

    /// <summary>The place.</summary>
    public DemoPlace Place { get; }

    /// <summary>The occupation and who pays it.</summary>
    public (string Title, string Payer) Job { get; }

    /// <summary>People in the household.</summary>
    public int Household { get; }

    /// <summary>Net income of a month, in the account's currency.</summary>
    public decimal Net { get; }

    /// <summary>Whether the home is the customer's own.</summary>
    public bool IsOwner { get; }

    /// <summary>Whether it is still being paid for.</summary>
    public bool HasMortgage { get; }

    /// <summary>Whether there is a car.</summary>
    public bool IsDriver { get; }

    /// <summary>Whether there is a savings account.</summary>
    public bool IsSaver { get; }

    /// <summary>How much of what is there gets spent: about 1.</summary>
    public decimal Thrift { get; }

    /// <summary>The share of the household that earns through this account: prices of a bigger household weigh less on it.</summary>
    public decimal Mouths => 0.6m + (0.4m * Household);

    /// <summary>A price of the German level in the customer's currency.</summary>
    /// <param name="euros">The price.</param>
    /// <returns>The amount.</returns>
    public decimal Money(decimal euros) => decimal.Round(euros * Place.PriceLevel, 2);

    /// <summary>The customer's attributes.</summary>
    /// <returns>By name.</returns>
    public ProfileDraft Profile()
    {
        var given = Pick(isWoman ? Place.Women : Place.Men);
        var family = Pick(Place.Families);
        var town = Pick(Place.Towns);
        var born = start.AddYears(-age).AddDays(-random.Next(365));
        var since = start.AddMonths(-random.Next(6, Math.Max(7, Math.Min(300, (age - 16) * 12))));
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            ["givenName"] = AttributeValue.Of(given),
            ["familyName"] = AttributeValue.Of(family),
            ["birthDate"] = Date(born),
            ["gender"] = AttributeValue.Of(random.Next(60) == 0 ? "diverse" : isWoman ? "female" : "male"),
            ["nationality"] = AttributeValue.Of(random.Next(8) == 0 ? "PL" : Place.Country),
            ["email"] = AttributeValue.Of($"{Id}@mail.example"),
            ["phone"] = AttributeValue.Of(string.Create(CultureInfo.InvariantCulture, $"{Place.Phone} 555 {random.Next(1_000_000):D6}")),
            ["street"] = AttributeValue.Of(string.Create(CultureInfo.InvariantCulture, $"{Pick(Place.Streets)} {random.Next(1, 120)}")),
            ["city"] = AttributeValue.Of(town.City),
            ["postalCode"] = AttributeValue.Of(town.PostalCode),
            ["country"] = AttributeValue.Of(Place.Country),
            ["language"] = AttributeValue.Of(random.Next(12) == 0 ? "en" : Place.Language),
            ["occupation"] = AttributeValue.Of(Job.Title),
            ["employmentStatus"] = AttributeValue.Of(Life.EmploymentStatus),
            ["annualIncome"] = AttributeValue.Of(decimal.Round(Net / Place.PriceLevel * (Life.Income is DemoIncome.Salary or DemoIncome.Invoices ? 18.5m : 12.6m), 0)),
            ["householdSize"] = AttributeValue.Of((decimal)Household),
            ["maritalStatus"] = AttributeValue.Of(MaritalStatus()),
            ["segment"] = AttributeValue.Of(Life.Segment),
            ["customerSince"] = Date(since),
            ["holdings"] = AttributeValue.Of(Holdings()),
        };
        if (age > 78 && random.Next(3) == 0)
        {
            attributes["accessibilityNeeds"] = AttributeValue.Of("Large print");
        }

        return new ProfileDraft(attributes);
    }

    private ImmutableArray<string> Holdings()
    {
        var holdings = ImmutableArray.CreateBuilder<string>();
        holdings.Add(Life.Income == DemoIncome.Student ? "student-account" : "current-account");
        holdings.Add(Life.Segment == "affluent" ? "gold-card" : "debit-card");
        Add(IsSaver, "savings-account");
        Add(HasMortgage, "mortgage");
        Add(Life.EmploymentStatus == "self-employed" && random.Next(2) == 0, "business-account");
        Add(Net > Money(2500) && random.Next(3) == 0, "credit-card");
        Add(IsSaver && random.Next(4) == 0, "investment-plan");
        Add(age is > 30 and < 60 && random.Next(4) == 0, "pension-plan");
        Add(random.Next(5) == 0, "mobile-wallet");
        Add(IsOwner && random.Next(2) == 0, "home-contents-insurance");
        return holdings.DrainToImmutable();

        void Add(bool holds, string product)
        {
            if (holds)
            {
                holdings.Add(product);
            }
        }
    }

    private string MaritalStatus() => (age, Household) switch
    {
        ( > 74, 1) => "widowed",
        ( > 40, 1) => Pick(["single", "divorced", "divorced"]),
        ( > 27, > 1) when Life.Net.From > 1800 => Pick(["married", "married", "married", "cohabiting", "registered-partnership"]),
        ( > 27, > 1) => Pick(["separated", "divorced", "married", "single"]),
        _ => "single",
    };

    private T Pick<T>(T[] of) => of[random.Next(of.Length)];

    private static AttributeValue Date(DateOnly date) => AttributeValue.Of(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
