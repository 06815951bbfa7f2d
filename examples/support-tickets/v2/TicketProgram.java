import io.loopai.program.Answer;
import io.loopai.program.Input;
import io.loopai.program.Program;
import io.loopai.program.text.PhraseSet;
import io.loopai.program.text.Regex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes a support ticket by its words: every phrase below gives points to one team, in the subject
 * twice as many as in the body, and the team with most points wins. The further it is ahead of the
 * second, the higher the confidence.
 */
public final class TicketProgram implements Program {

    private static final double STRONG = 2;
    private static final double HINT = 1;
    private static final double IN_SUBJECT = 2;

    /** On a tie the first one wins. */
    private static final List<String> TEAMS =
            List.of("technical", "billing", "account", "shipping", "sales");

    private static final Map<String, Vote> VOTES = new HashMap<>();

    static {
        add("technical", STRONG, """
            blank page, bluetooth, bug, bugs, checksum, crash, crashed, crashes, crashing,
            does not start, does not work, doesn't work, doesnt work, error, errors, exception,
            firmware, freezes, frozen, http, not working, offline, pair, paired, pairing,
            stack trace, stopped working, sync, synced, syncing, syncs, timed out, timeout,
            timeouts, webhook, webhooks, wi-fi, wifi
            """);
        add("technical", HINT, """
            alarm, alarms, android, api, app, automation, automations, batteries, battery, beep,
            beeping, beeps, blinking, blinks, broken, browser, button, buttons, camera, cameras,
            connection, connections, dashboard, data, detected, device, devices, disconnected,
            disconnecting, disconnects, display, does not load, doesn't load, endpoint, endpoints,
            export, exported, exports, fault, faulty, freeze, freezing, hub, import, imported,
            imports, install, installed, installer, integration, ios, iphone, lag, lags, logs, menu,
            network, no response, no sound, not responding, notification, notifications, page,
            pages, phone, reading, readings, reboot, reboots, recognise, recognised, recognize,
            recognized, reinstalled, reinstalling, report, reports, reset button, restart,
            restarted, restarting, router, rule, rules, schedule, schedules, screen, sdk, sensor,
            sensors, server, servers, settings, signal, signals, since, slow, slower, stuck,
            stutter, stutters, update, updated, updates, updating, upload, uploading, uploads, usb,
            version, went wrong, what does, won't connect, won't turn, wont connect, wont turn,
            works
            """);
        add("billing", STRONG, """
            bill, billed, billing, bills, chargeback, charged, charging, credit note, direct debit,
            double charge, iban, invoice, invoiced, invoices, late fee, overpaid, payment failed,
            proof of purchase, receipt, receipts, refund, refunded, refunds, reimburse, reimbursed,
            reimbursement, tax exempt, tax exemption, vat
            """);
        add("billing", HINT, """
            accountant, amount, amounts, auditor, auditors, autopay, bank, bookkeeper, bookkeeping,
            cancellation, cancelled, charge, charges, coupon, coupons, credit card, currency,
            debited, declined, deducted, deposit, fee, gift card, installments, instalment,
            instalments, money, money back, my card, my money, overdue, paid, payment, payments,
            paypal, po number, price adjustment, promo, prorate, prorated, purchase order, reminder,
            reminders, renew, renewal, renewals, renewed, renewing, statement, statements,
            subscribed, subscriptions, tax, taxes
            """);
        add("account", STRONG, """
            2 step, 2fa, authenticator, credentials, delete my, gdpr, invitation, invitations,
            invite, invited, invites, locked, log in, logged out, login, logins, my account,
            password, passwords, permission, permissions, personal data, profile, profiles,
            reactivate, saml, sign in, sign-in, signed in, single sign, sso, still has access,
            two factor, two step, two-factor, unlock, unsubscribe, user name, username, verification
            """);
        add("account", HINT, """
            access, account, accounts, activation, address, addresses, admin, administrator, admins,
            captcha, code, codes, colleague, colleagues, confirm, confirmation, consent,
            data you store, deactivate, deactivated, e-mail address, email, emails, employee,
            employees, forgot, hacked, inviting, legal name, log out, member, members, my name,
            newsletter, newsletters, organisation, organisations, organization, owner, ownership,
            personal information, pin, register, registered, registration, rights, role, roles,
            security, session, sessions, sms, surname, suspended, team, teams, user, users, verify,
            workspace
            """);
        add("shipping", STRONG, """
            backorder, carrier, carriers, collected, courier, couriers, customs, damaged, deliver,
            delivered, deliveries, delivery, dispatch, dispatched, exchange, exchanged, freight,
            import duties, import duty, in transit, my order, order status, out for delivery,
            package, packages, pallet, pallets, parcel, parcels, pick up, picked up, pickup,
            postage, return, return label, ship, shipment, shipments, shipped, shipping, tracking,
            warehouse, where is my order, wrong item
            """);
        add("shipping", HINT, """
            a box, arrive, arrived, arrives, arriving, consignment, driver, missing, missing parts,
            neighbour, order, ordered, ordering, orders, packaging, po box, received, replacement,
            replacements, returned, returning, send back, sent back, sign for, signature,
            still nothing, the box, truck, waited
            """);
        add("sales", STRONG, """
            before i buy, before we buy, brochure, buying, case studies, case study, compatibility,
            compatible, demo, enterprise, free plan, how much is, interested in, offer, offers,
            partner program, price list, pricing, proposal, quote, quotes, reseller, resellers, rfp,
            sales, special price, student discount, tender, thinking of buying, to buy, trade fair,
            trial, trials, volume, volumes, want to buy, what does it cost, which plan, white label,
            would buy, would it cost
            """);
        add("sales", HINT, """
            availability, available, bundle, bundles, buy, buyers, call me, certified, cheaper,
            compare, compared, comparing, comparison, competitor, competitors, considering,
            contract, contracts, cost, costs, deal, discount, discounted, discounts, evaluate,
            evaluating, evaluation, framework, how many, licence, licences, license, licenses,
            negotiate, per unit, plan, planning, pre-order, pre-ordered, price, prices, procurement,
            purchase, recommend, recommendation, rent, sample, samples, starter kit, supplier,
            suppliers, switch from, switching from, talk to, term, upgrade, upgrades, upgrading,
            we plan to, we'd like, would like
            """);
    }

    /** Finds all of them in one pass over a text; as whole words, so plurals are listed too. */
    private static final PhraseSet PHRASES = PhraseSet.of(VOTES.keySet().toArray(new String[0]));

    @Override
    public Answer answer(Input in) {
        double[] points = new double[TEAMS.size()];
        count(in.text("subject"), IN_SUBJECT, points);
        count(in.text("body"), 1, points);
        int best = 0;
        double second = 0;
        for (int team = 1; team < points.length; team++) {
            if (points[team] > points[best]) {
                second = points[best];
                best = team;
            } else {
                second = Math.max(second, points[team]);
            }
        }
        // 0.3 when nothing was found or two teams are level, towards 0.98 with a clear lead.
        double lead = (points[best] - second) / (points[best] + 1);
        return Answer.of(TEAMS.get(best), Math.min(0.98, 0.3 + 0.8 * lead));
    }

    private static void count(String text, double factor, double[] points) {
        for (String phrase : PHRASES.found(text)) {
            Vote vote = VOTES.get(phrase);
            points[vote.team] += factor * vote.points;
        }
    }

    private static void add(String team, double points, String phrases) {
        Vote vote = new Vote(TEAMS.indexOf(team), points);
        for (String phrase : Regex.split(phrases.strip(), ",\\s*")) {
            VOTES.put(phrase, vote);
        }
    }

    private record Vote(int team, double points) {}
}
