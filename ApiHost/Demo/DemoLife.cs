namespace ApiHost.Demo;

/// <summary>Where a life's money comes from.</summary>
internal enum DemoIncome
{
    /// <summary>A monthly salary near the month's end.</summary>
    Salary,

    /// <summary>A pension on the first.</summary>
    Pension,

    /// <summary>Benefits in the middle of the month.</summary>
    Benefit,

    /// <summary>Grant, parents and odd jobs.</summary>
    Student,

    /// <summary>Invoices, when they are paid.</summary>
    Invoices,
}

/// <summary>A kind of life: who lives it and what money passes through it. Amounts in euros at the German price level.</summary>
/// <param name="Customers">How many of the two hundred live it.</param>
/// <param name="Segment">The bank's segment.</param>
/// <param name="EmploymentStatus">As the catalogue names it.</param>
/// <param name="Income">Where the money comes from.</param>
/// <param name="Ages">From and to, years.</param>
/// <param name="Net">From and to, a month.</param>
internal sealed record DemoLife(int Customers, string Segment, string EmploymentStatus, DemoIncome Income, (int From, int To) Ages, (int From, int To) Net)
{
    /// <summary>Occupations and who pays them.</summary>
    public required (string Title, string Payer)[] Jobs { get; init; }

    /// <summary>From and to, people.</summary>
    public (int From, int To) Household { get; init; } = (1, 2);

    /// <summary>Children's share of the household's life: childcare, school, benefits for them.</summary>
    public bool HasChildren { get; init; }

    /// <summary>How many of ten own their home, with a mortgage while they are under 65.</summary>
    public int OwnersInTen { get; init; }

    /// <summary>How many of ten keep a car.</summary>
    public int DriversInTen { get; init; } = 6;

    /// <summary>The part of the income that is put aside.</summary>
    public decimal SavingsRate { get; init; }

    /// <summary>A family with work.</summary>
    public static DemoLife Family { get; } = new(46, "retail", "employed", DemoIncome.Salary, (29, 49), (2700, 4400))
    {
        Jobs = [("Engineer", "Maschinenbau Keller"), ("Clerk", "Stadtverwaltung"), ("Logistics planner", "Spedition Adler"), ("Electrician", "Elektro Brandl"), ("Project manager", "Helios Anlagen")],
        Household = (3, 5), HasChildren = true, OwnersInTen = 6, DriversInTen = 9, SavingsRate = 0.09m,
    };

    /// <summary>Every kind of life.</summary>
    public static DemoLife[] All { get; } =
    [
        new(24, "young", "student", DemoIncome.Student, (18, 26), (820, 1250))
        {
            Jobs = [("Student", "Campus Café"), ("Student", "Universität Werkvertrag"), ("Student", "Flinke Boten")], DriversInTen = 1, SavingsRate = 0.03m,
        },
        new(34, "retail", "employed", DemoIncome.Salary, (23, 34), (1850, 2900))
        {
            Jobs = [("Nurse", "Klinikum am Park"), ("Software developer", "Nordlicht Software"), ("Sales assistant", "Kaufhaus Rieger"), ("Mechanic", "Autohaus Sommer"), ("Teacher", "Landesamt für Schule")],
            DriversInTen = 4, SavingsRate = 0.1m,
        },
        Family,
        new(14, "retail", "employed", DemoIncome.Salary, (26, 47), (1700, 2500))
        {
            Jobs = [("Care worker", "Haus Abendsonne"), ("Office assistant", "Kanzlei Winter"), ("Cook", "Kantine West")],
            Household = (2, 3), HasChildren = true, DriversInTen = 5, SavingsRate = 0.02m,
        },
        new(18, "retail", "employed", DemoIncome.Salary, (45, 63), (2400, 3900))
        {
            Jobs = [("Foreman", "Bauhof Richter"), ("Accountant", "Treuhand Berger"), ("Bus driver", "Verkehrsbetriebe")],
            OwnersInTen = 6, DriversInTen = 8, SavingsRate = 0.14m,
        },
        new(18, "retail", "self-employed", DemoIncome.Invoices, (27, 60), (2100, 4300))
        {
            Jobs = [("Graphic designer", "Agentur Farbton"), ("Photographer", "Verlag Seitenwind"), ("Consultant", "Hanse Handel"), ("Carpenter", "Wohnbau Süd"), ("Translator", "Textwerk")],
            Household = (1, 4), OwnersInTen = 3, DriversInTen = 7, SavingsRate = 0.08m,
        },
        new(28, "senior", "retired", DemoIncome.Pension, (64, 88), (1150, 2300))
        {
            Jobs = [("Pensioner", "Rentenversicherung")], OwnersInTen = 5, DriversInTen = 5, SavingsRate = 0.07m,
        },
        new(8, "retail", "unemployed", DemoIncome.Benefit, (24, 58), (950, 1350))
        {
            Jobs = [("Seeking work", "Agentur für Arbeit")], Household = (1, 3), DriversInTen = 2,
        },
        new(10, "affluent", "employed", DemoIncome.Salary, (38, 62), (6500, 11500))
        {
            Jobs = [("Physician", "Universitätsklinik"), ("Managing director", "Rheintal Werke"), ("Lawyer", "Kanzlei Sturm und Partner")],
            Household = (1, 4), HasChildren = true, OwnersInTen = 9, DriversInTen = 10, SavingsRate = 0.25m,
        },
    ];
}
