using System.Globalization;
using Grains.Interfaces.Activity;

namespace ApiHost.Demo;

/// <summary>Lives a demo customer's months day by day and books what happens, each account in booking order.</summary>
internal sealed class DemoHistory
{
    // Somewhat fewer and larger payments than the habits say: the bank is to open within seconds.
    private const double Fewer = 0.75;

    private static readonly DemoPayment ToSavings = new("transfer", "Own savings account", "Savings");
    private static readonly DemoPayment FromCurrent = new("transfer", "Own current account", "Savings");
    private readonly DemoCustomer customer;
    private readonly Random random;
    private readonly List<DemoStanding> standings;
    private readonly List<DemoHabit> habits;
    private readonly DemoAccount current;
    private readonly DemoAccount? savings;
    private readonly double oftenness;
    private readonly decimal generosity;
    private readonly List<(int Minute, decimal Amount, DemoPayment Payment)> today = [];

    /// <summary>Sets a life up.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="random">The customer's luck.</param>
    public DemoHistory(DemoCustomer customer, Random random)
    {
        (this.customer, this.random) = (customer, random);
        standings = DemoContracts.Of(customer, random);
        habits = DemoHabits.Of(customer, random);
        current = new DemoAccount(customer.Id + "-current", customer.Place.Currency, customer.Money(random.Next(150, 4500)));
        savings = customer.IsSaver ? new DemoAccount(customer.Id + "-savings", customer.Place.Currency, customer.Money(random.Next(500, 24_000))) : null;

        var scale = Math.Clamp(Left() / habits.Sum(habit => habit.PerMonth * (double)customer.Money(habit.Amount)), 0.2, 3);
        oftenness = Math.Pow(scale, 0.4) * Fewer;
        generosity = (decimal)(Math.Pow(scale, 0.6) / Fewer);
    }

    /// <summary>What happened on the days from one to another.</summary>
    /// <param name="start">The first day.</param>
    /// <param name="end">The last day.</param>
    /// <returns>The transactions in booking order.</returns>
    public IEnumerable<TransactionDraft> Between(DateOnly start, DateOnly end)
    {
        for (var day = start; day <= end; day = day.AddDays(1))
        {
            today.Clear();
            Earn(day, day.Year - start.Year);
            Spend(day);
            today.Sort(static (a, b) => a.Minute.CompareTo(b.Minute));
            var number = 0;
            foreach (var (minute, amount, payment) in today)
            {
                yield return current.Book(Number(day, ++number), day, minute, amount, payment);
            }

            foreach (var transaction in Close(day, number))
            {
                yield return transaction;
            }
        }
    }

    private double Left() => (double)((MonthlyOf(customer.Life.Income is DemoIncome.Student ? 0.25m : customer.Life.Income is DemoIncome.Invoices ? 1.25m : 0)
        * (1 - (customer.IsSaver ? customer.Life.SavingsRate : 0))) + standings.Sum(s => s.Amount * (s.Months?.Length ?? 12) / 12));

    private decimal MonthlyOf(decimal irregular) => customer.Net * irregular;

    private void Earn(DateOnly day, int years)
    {
        foreach (var standing in standings)
        {
            if (standing.IsDue(day))
            {
                today.Add((random.Next(300, 480), standing.AmountOf(years, random), standing.Payment));
            }
        }

        if (customer.Life.Income == DemoIncome.Student && random.Next(15) == 0)
        {
            today.Add((600, decimal.Round(customer.Net * (decimal)(0.06 + (random.NextDouble() * 0.13)), 2), new DemoPayment("salary", customer.Job.Payer, "Wages")));
        }
        else if (customer.Life.Income == DemoIncome.Invoices && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && random.Next(9) == 0)
        {
            var invoice = string.Create(CultureInfo.InvariantCulture, $"Invoice {day.Year}-{random.Next(100, 999)}");
            today.Add((660, decimal.Round(customer.Net * (decimal)(0.15 + (random.NextDouble() * 0.75)), 2), new DemoPayment("transfer", customer.Job.Payer, invoice)));
        }
    }

    private void Spend(DateOnly day)
    {
        // People hold back when little is left and treat themselves when much is.
        var mood = Math.Clamp((double)(current.Balance / (customer.Net * 0.7m)), 0.35, 1.35);
        foreach (var habit in habits)
        {
            var expected = habit.Expected(day) * oftenness * mood;
            for (var times = (int)(expected + random.NextDouble()); times > 0; times--)
            {
                var amount = customer.Money(habit.Draw(random) * generosity * customer.Thrift);
                amount = habit.Kind == "cash" ? Math.Max(10, Math.Round(amount / 10) * 10) : amount;
                today.Add((random.Next(480, 1320), -amount, new DemoPayment(habit.Kind, habit.Shops[random.Next(habit.Shops.Length)], habit.Text, habit.Mcc)));
            }
        }
    }

    /// <summary>What the bank and a careful person do at the end of a day.</summary>
    private IEnumerable<TransactionDraft> Close(DateOnly day, int number)
    {
        if (savings is not null && SavingsOf(day) is var moved and not 0)
        {
            yield return current.Book(Number(day, ++number), day, 1380, -moved, ToSavings);
            yield return savings.Book(Number(day, ++number), day, 1380, moved, FromCurrent);
        }

        if (day.Month % 3 == 0 && day.Day == DateTime.DaysInMonth(day.Year, day.Month))
        {
            if (current.Balance < 0)
            {
                yield return current.Book(Number(day, ++number), day, 1430, decimal.Round(current.Balance * 0.025m, 2), new("interest", null, "Overdraft interest"));
            }

            if (savings is not null)
            {
                yield return savings.Book(Number(day, ++number), day, 1430, decimal.Round(savings.Balance * 0.004m, 2) + 0.01m, new("interest", null, "Savings interest"));
            }
        }
    }

    private decimal SavingsOf(DateOnly day) => day.Day switch
    {
        3 => decimal.Round(customer.Net * customer.Life.SavingsRate, 0),
        20 when current.Balance > customer.Net * 4 => decimal.Round(customer.Net * 1.5m, 0),
        _ when current.Balance < 0 && savings!.Balance > customer.Net * 0.6m => -decimal.Round(customer.Net * 0.5m, 0),
        _ => 0,
    };

    private string Number(DateOnly day, int number) => string.Create(CultureInfo.InvariantCulture, $"{customer.Id}-{day:yyyyMMdd}-{number:D2}");
}
