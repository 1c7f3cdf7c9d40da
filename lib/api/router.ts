import { ORPCError } from '@orpc/client';
import { implement } from '@orpc/server';
import { acceptInvitation } from '#lib/accounts/accept-invitation.ts';
import { becomeOperator } from '#lib/accounts/become-operator.ts';
import { changePassword } from '#lib/accounts/change-password.ts';
import { changeStaff } from '#lib/accounts/change-staff.ts';
import { createTeam } from '#lib/accounts/create-team.ts';
import { createToken } from '#lib/accounts/create-token.ts';
import { deleteTeam } from '#lib/accounts/delete-team.ts';
import { disableSecondFactor } from '#lib/accounts/disable-second-factor.ts';
import { enableSecondFactor } from '#lib/accounts/enable-second-factor.ts';
import { giveSecondFactor } from '#lib/accounts/give-second-factor.ts';
import { invite } from '#lib/accounts/invite.ts';
import { inviteStaff } from '#lib/accounts/invite-staff.ts';
import { leaveTeam } from '#lib/accounts/leave-team.ts';
import { listInvitations } from '#lib/accounts/list-invitations.ts';
import { listMembers } from '#lib/accounts/list-members.ts';
import { listSessions } from '#lib/accounts/list-sessions.ts';
import { listStaff } from '#lib/accounts/list-staff.ts';
import { listTeams } from '#lib/accounts/list-teams.ts';
import { listTokens } from '#lib/accounts/list-tokens.ts';
import { readInvitation } from '#lib/accounts/read-invitation.ts';
import { readMe } from '#lib/accounts/read-me.ts';
import { readSecondFactor } from '#lib/accounts/read-second-factor.ts';
import { readStaffSettings } from '#lib/accounts/read-staff-settings.ts';
import { readTeam } from '#lib/accounts/read-team.ts';
import { removeMember } from '#lib/accounts/remove-member.ts';
import { removeStaff } from '#lib/accounts/remove-staff.ts';
import { renameTeam } from '#lib/accounts/rename-team.ts';
import { renewRecoveryCodes } from '#lib/accounts/renew-recovery-codes.ts';
import { requestReset } from '#lib/accounts/request-reset.ts';
import { resendInvitation } from '#lib/accounts/resend-invitation.ts';
import { resendWelcome } from '#lib/accounts/resend-welcome.ts';
import { resetPassword } from '#lib/accounts/reset-password.ts';
import { resetSecondFactor } from '#lib/accounts/reset-second-factor.ts';
import { revokeInvitation } from '#lib/accounts/revoke-invitation.ts';
import { revokeSession } from '#lib/accounts/revoke-session.ts';
import { revokeToken } from '#lib/accounts/revoke-token.ts';
import { signUp } from '#lib/accounts/sign-up.ts';
import { startSecondFactor } from '#lib/accounts/start-second-factor.ts';
import { transferTeam } from '#lib/accounts/transfer-team.ts';
import { updateMe } from '#lib/accounts/update-me.ts';
import { updateMember } from '#lib/accounts/update-member.ts';
import { verifyEmail } from '#lib/accounts/verify-email.ts';
import { amend } from '#lib/agreements/amend.ts';
import { cancelAmendment, cancelTermination } from '#lib/agreements/cancel-notice.ts';
import { convertTrial } from '#lib/agreements/convert-trial.ts';
import { createAgreement } from '#lib/agreements/create-agreement.ts';
import { hold } from '#lib/agreements/hold.ts';
import { issueProduction } from '#lib/agreements/issue-production.ts';
import { issueSeveral, previewLicenses } from '#lib/agreements/issue-several.ts';
import { listAgreements } from '#lib/agreements/list-agreements.ts';
import { listNotices } from '#lib/agreements/list-notices.ts';
import { listNoticesUnderWay } from '#lib/agreements/list-notices-under-way.ts';
import { previewAmendment, previewTermination } from '#lib/agreements/preview-notice.ts';
import { readAgreement } from '#lib/agreements/read-agreement.ts';
import { readHistory } from '#lib/agreements/read-history.ts';
import { renew } from '#lib/agreements/renew.ts';
import { readEvidence, serveByOtherMeans } from '#lib/agreements/serve-by-other-means.ts';
import { terminate } from '#lib/agreements/terminate.ts';
import { listAudit } from '#lib/audit/list-audit.ts';
import { listTeamAudit } from '#lib/audit/list-team-audit.ts';
import { contract } from '#lib/contract/contract.ts';
import { listKeys } from '#lib/keys/list-keys.ts';
import { retireKeys } from '#lib/keys/retire-keys.ts';
import { revokeKey } from '#lib/keys/revoke-key.ts';
import { rotateKey } from '#lib/keys/rotate-key.ts';
import { addProduct } from '#lib/licensing/add-product.ts';
import { copyKey } from '#lib/licensing/copy-key.ts';
import { createTrial } from '#lib/licensing/create-trial.ts';
import { dryRunChange } from '#lib/licensing/dry-run-change.ts';
import { extendTrial } from '#lib/licensing/extend-trial.ts';
import { listApps } from '#lib/licensing/list-apps.ts';
import { listLicenses } from '#lib/licensing/list-licenses.ts';
import { listProducts } from '#lib/licensing/list-products.ts';
import { listTrialsWorthACall } from '#lib/licensing/list-trials-worth-a-call.ts';
import { readChecks } from '#lib/licensing/read-checks.ts';
import { readKey } from '#lib/licensing/read-key.ts';
import { readLeases } from '#lib/licensing/read-leases.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { readRefusals } from '#lib/licensing/read-refusals.ts';
import { registerApp } from '#lib/licensing/register-app.ts';
import { removeApp } from '#lib/licensing/remove-app.ts';
import { renameLicense } from '#lib/licensing/rename-license.ts';
import { replaceKey } from '#lib/licensing/replace-key.ts';
import { revokeLicense } from '#lib/licensing/revoke-license.ts';
import { updateProduct } from '#lib/licensing/update-product.ts';
import { listBanners } from '#lib/notices/list-banners.ts';
import { listInbox } from '#lib/notices/list-inbox.ts';
import { listMail } from '#lib/notices/list-mail.ts';
import { markInbox } from '#lib/notices/mark-inbox.ts';
import { retryMail } from '#lib/notices/retry-mail.ts';
import { dropJob } from '#lib/operating/drop-job.ts';
import { listJobs } from '#lib/operating/list-jobs.ts';
import { readHealth } from '#lib/operating/read-health.ts';
import { retryJob } from '#lib/operating/retry-job.ts';
import { assignRequest } from '#lib/requests/assign-request.ts';
import { createRequest } from '#lib/requests/create-request.ts';
import { declineRequest } from '#lib/requests/decline-request.ts';
import { grantRequest } from '#lib/requests/grant-request.ts';
import { listRequests } from '#lib/requests/list-requests.ts';
import { readRequest } from '#lib/requests/read-request.ts';
import { withdrawRequest } from '#lib/requests/withdraw-request.ts';
import { writeMessage } from '#lib/requests/write-message.ts';
import { addNote } from '#lib/support/add-note.ts';
import { approveBy } from '#lib/support/approve.ts';
import { askForLock } from '#lib/support/ask-for-lock.ts';
import { askForLockRenewal } from '#lib/support/ask-for-lock-renewal.ts';
import { declineApproval } from '#lib/support/decline-approval.ts';
import { explainCheck } from '#lib/support/explain-check.ts';
import { listApprovals } from '#lib/support/list-approvals.ts';
import { listNotes } from '#lib/support/list-notes.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { readTimeline } from '#lib/support/read-timeline.ts';
import { search } from '#lib/support/search.ts';
import { unlockLicense } from '#lib/support/unlock-license.ts';
import { CARRY_OUT } from './approval-types.ts';
import { by, byOneOf } from './by.ts';
import type { ApiContext } from './context.ts';

const os = implement(contract).$context<ApiContext>();

/** Asking for a link is accepted (202); setting the password is done (200). */
async function setPassword(call: { input: Parameters<typeof resetPassword>[1]; context: ApiContext }) {
  const answer = await by(resetPassword)(call);
  call.context.answerStatus = 200;
  return answer;
}

/** A trial is locked at once (200); of a production license the lock is asked for (202). */
async function lockOrAsk(call: { input: Parameters<typeof lockLicense>[1]; context: ApiContext }) {
  try {
    return await by(lockLicense)(call);
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'approval-needed') throw error;
  }
  const asked = await by(askForLock)(call);
  call.context.answerStatus = 202;
  return asked;
}

/**
 * One line an operation: the contract's line → the use case. A line that is missing does not compile; one that does not
 * say which actions it asks the policy about stops the start (operations.ts). `byOneOf` is for an operation that picks
 * between use cases, or has something to add to the answer.
 */
export const router = os.router({
  accounts: {
    signUp: os.accounts.signUp.handler(by(signUp)),
    verify: os.accounts.verify.handler(by(verifyEmail)),
    reset: os.accounts.reset.handler(
      byOneOf([requestReset, resetPassword], ({ input, context }) =>
        'email' in input ? by(requestReset)({ input, context }) : setPassword({ input, context }),
      ),
    ),
    becomeOperator: os.accounts.becomeOperator.handler(by(becomeOperator)),
  },
  agreements: {
    list: os.agreements.list.handler(by(listAgreements)),
    create: os.agreements.create.handler(
      byOneOf([createAgreement], async ({ input, context }) => {
        const agreement = await by(createAgreement)({ input, context });
        const path = `/api/v1/agreements/${encodeURIComponent(agreement.number)}`;
        context.answerHeaders.set('location', path);
        return agreement;
      }),
    ),
    read: os.agreements.read.handler(by(readAgreement)),
    amend: os.agreements.amend.handler(by(amend)),
    previewAmendment: os.agreements.previewAmendment.handler(by(previewAmendment)),
    renew: os.agreements.renew.handler(by(renew)),
    terminate: os.agreements.terminate.handler(by(terminate)),
    previewTermination: os.agreements.previewTermination.handler(by(previewTermination)),
    cancelTermination: os.agreements.cancelTermination.handler(by(cancelTermination)),
    cancelAmendment: os.agreements.cancelAmendment.handler(by(cancelAmendment)),
    hold: os.agreements.hold.handler(by(hold)),
    notices: os.agreements.notices.handler(by(listNotices)),
    history: os.agreements.history.handler(by(readHistory)),
    serveByOtherMeans: os.agreements.serveByOtherMeans.handler(by(serveByOtherMeans)),
    evidence: os.agreements.evidence.handler(by(readEvidence)),
    previewLicenses: os.agreements.previewLicenses.handler(by(previewLicenses)),
    issueLicenses: os.agreements.issueLicenses.handler(by(issueSeveral)),
  },
  invitations: {
    read: os.invitations.read.handler(by(readInvitation)),
    accept: os.invitations.accept.handler(by(acceptInvitation)),
  },
  licenses: {
    list: os.licenses.list.handler(by(listLicenses)),
    create: os.licenses.create.handler(
      byOneOf([createTrial, issueProduction], async ({ input, context }) => {
        const license =
          input.kind === 'trial'
            ? await by(createTrial)({ input, context })
            : await by(issueProduction)({ input, context });
        context.answerHeaders.set('location', `/api/v1/licenses/${license.id}`);
        return license;
      }),
    ),
    read: os.licenses.read.handler(by(readLicense)),
    rename: os.licenses.rename.handler(by(renameLicense)),
    key: os.licenses.key.handler(by(readKey)),
    convert: os.licenses.convert.handler(by(convertTrial)),
    lock: os.licenses.lock.handler(byOneOf([lockLicense, askForLock], lockOrAsk)),
    unlock: os.licenses.unlock.handler(by(unlockLicense)),
    apps: os.licenses.apps.handler(by(listApps)),
    registerApp: os.licenses.registerApp.handler(by(registerApp)),
    removeApp: os.licenses.removeApp.handler(by(removeApp)),
    leases: os.licenses.leases.handler(by(readLeases)),
    checks: os.licenses.checks.handler(by(readChecks)),
    refusals: os.licenses.refusals.handler(by(readRefusals)),
    dryRun: os.licenses.dryRun.handler(by(dryRunChange)),
    keyCopied: os.licenses.keyCopied.handler(by(copyKey)),
    replaceKey: os.licenses.replaceKey.handler(
      byOneOf([replaceKey], async ({ input, context }) => {
        const license = await by(replaceKey)({ input, context });
        context.answerHeaders.set('location', `/api/v1/licenses/${license.id}`);
        return license;
      }),
    ),
    revoke: os.licenses.revoke.handler(by(revokeLicense)),
    extend: os.licenses.extend.handler(by(extendTrial)),
    renewLock: os.licenses.renewLock.handler(by(askForLockRenewal)),
  },
  explain: {
    check: os.explain.check.handler(by(explainCheck)),
  },
  approvals: {
    list: os.approvals.list.handler(by(listApprovals)),
    approve: os.approvals.approve.handler(by(approveBy(CARRY_OUT))),
    decline: os.approvals.decline.handler(by(declineApproval)),
  },
  inbox: {
    list: os.inbox.list.handler(by(listInbox)),
    mark: os.inbox.mark.handler(by(markInbox)),
  },
  mails: {
    list: os.mails.list.handler(by(listMail)),
    retry: os.mails.retry.handler(by(retryMail)),
  },
  me: {
    read: os.me.read.handler(by(readMe)),
    update: os.me.update.handler(by(updateMe)),
    changePassword: os.me.changePassword.handler(by(changePassword)),
    sessions: os.me.sessions.handler(by(listSessions)),
    revokeSession: os.me.revokeSession.handler(by(revokeSession)),
  },
  audit: {
    all: os.audit.all.handler(by(listAudit)),
    ofTeam: os.audit.ofTeam.handler(by(listTeamAudit)),
  },
  health: { read: os.health.read.handler(by(readHealth)) },
  jobs: {
    list: os.jobs.list.handler(by(listJobs)),
    retry: os.jobs.retry.handler(by(retryJob)),
    drop: os.jobs.drop.handler(by(dropJob)),
  },
  keys: {
    list: os.keys.list.handler(by(listKeys)),
    rotate: os.keys.rotate.handler(by(rotateKey)),
    retire: os.keys.retire.handler(by(retireKeys)),
    revoke: os.keys.revoke.handler(by(revokeKey)),
  },
  notices: {
    banners: os.notices.banners.handler(by(listBanners)),
  },
  products: {
    list: os.products.list.handler(by(listProducts)),
    add: os.products.add.handler(by(addProduct)),
    update: os.products.update.handler(by(updateProduct)),
  },
  requests: {
    list: os.requests.list.handler(by(listRequests)),
    create: os.requests.create.handler(
      byOneOf([createRequest], async ({ input, context }) => {
        const request = await by(createRequest)({ input, context });
        context.answerHeaders.set('location', `/api/v1/requests/${request.id}`);
        return request;
      }),
    ),
    read: os.requests.read.handler(by(readRequest)),
    write: os.requests.write.handler(by(writeMessage)),
    assign: os.requests.assign.handler(by(assignRequest)),
    grant: os.requests.grant.handler(by(grantRequest)),
    decline: os.requests.decline.handler(by(declineRequest)),
    withdraw: os.requests.withdraw.handler(by(withdrawRequest)),
  },
  teams: {
    list: os.teams.list.handler(by(listTeams)),
    create: os.teams.create.handler(
      byOneOf([createTeam], async ({ input, context }) => {
        const team = await by(createTeam)({ input, context });
        context.answerHeaders.set('location', `/api/v1/teams/${team.slug}`);
        return team;
      }),
    ),
    read: os.teams.read.handler(by(readTeam)),
    rename: os.teams.rename.handler(by(renameTeam)),
    remove: os.teams.remove.handler(by(deleteTeam)),
    transfer: os.teams.transfer.handler(by(transferTeam)),
    leave: os.teams.leave.handler(by(leaveTeam)),
    members: os.teams.members.handler(by(listMembers)),
    updateMember: os.teams.updateMember.handler(by(updateMember)),
    removeMember: os.teams.removeMember.handler(by(removeMember)),
    invitations: os.teams.invitations.handler(by(listInvitations)),
    invite: os.teams.invite.handler(by(invite)),
    resendInvitation: os.teams.resendInvitation.handler(by(resendInvitation)),
    revokeInvitation: os.teams.revokeInvitation.handler(by(revokeInvitation)),
    tokens: os.teams.tokens.handler(by(listTokens)),
    createToken: os.teams.createToken.handler(
      byOneOf([createToken], ({ input: { slug, ...terms }, context }) =>
        by(createToken)({ input: { ...terms, team: slug }, context }),
      ),
    ),
    revokeToken: os.teams.revokeToken.handler(by(revokeToken)),
  },
  secondFactor: {
    read: os.secondFactor.read.handler(by(readSecondFactor)),
    start: os.secondFactor.start.handler(by(startSecondFactor)),
    enable: os.secondFactor.enable.handler(by(enableSecondFactor)),
    give: os.secondFactor.give.handler(by(giveSecondFactor)),
    disable: os.secondFactor.disable.handler(by(disableSecondFactor)),
    renewCodes: os.secondFactor.renewCodes.handler(by(renewRecoveryCodes)),
  },
  licenseHistory: {
    timeline: os.licenseHistory.timeline.handler(by(readTimeline)),
    notes: os.licenseHistory.notes.handler(by(listNotes)),
    addNote: os.licenseHistory.addNote.handler(by(addNote)),
  },
  staff: {
    list: os.staff.list.handler(by(listStaff)),
    settings: os.staff.settings.handler(by(readStaffSettings)),
    add: os.staff.add.handler(by(inviteStaff)),
    change: os.staff.change.handler(by(changeStaff)),
    remove: os.staff.remove.handler(by(removeStaff)),
    resetSecondFactor: os.staff.resetSecondFactor.handler(by(resetSecondFactor)),
    resendWelcome: os.staff.resendWelcome.handler(by(resendWelcome)),
  },
  sales: {
    trials: os.sales.trials.handler(by(listTrialsWorthACall)),
    notices: os.sales.notices.handler(by(listNoticesUnderWay)),
  },
  search: {
    run: os.search.run.handler(by(search)),
  },
});
